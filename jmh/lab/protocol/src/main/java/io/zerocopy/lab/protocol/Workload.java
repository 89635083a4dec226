/*
 * Copyright 2026 The netty-transport-zerocopy authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.zerocopy.lab.protocol;

/** Something that a process can be told to do, by {@code open NAME key=value ...}. */
@FunctionalInterface
public interface Workload {

    /**
     * Prepares everything that a round needs. What it made before it failed, it has closed.
     *
     * @throws IllegalArgumentException if a parameter is missing or makes no sense
     * @throws UnsupportedException if the process cannot do this by nature
     */
    Session open(Parameters parameters) throws Exception;
}
