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
package io.zerocopy.lab.bench;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** What lies between a contender and the other end. */
interface NetworkPath extends AutoCloseable {

    /** Its name on the command line and in results. */
    String id();

    /**
     * Makes it.
     *
     * @throws IOException if this machine cannot have it, or this user may not; the message says why
     */
    void up() throws IOException, InterruptedException;

    /** What runs the command at the contender's end. */
    List<String> near(List<String> command);

    /** What runs the command at the other end. */
    List<String> far(List<String> command);

    /** Where a contender listens. */
    String nearHost();

    /** Where the other end listens. */
    String farHost();

    /** Whether the other end is the wire's peer, which takes everything on any port, and has the last CPU. */
    boolean hasPeer();

    /** Processes that belong to it. */
    Set<Long> processes() throws IOException, InterruptedException;

    /** Removes it. */
    @Override
    void close();
}
