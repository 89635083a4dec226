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
package io.zerocopy.lab.workloads;

import java.util.Map;

/** Numbers of a contender's own, round by round. Taking them must not disturb the event loops. */
public interface Observation {

    /** For transports that have nothing to add. */
    Observation NONE = new Observation() {
        @Override
        public void begin() {
        }

        @Override
        public Map<String, ?> end() {
            return Map.of();
        }
    };

    /** A round begins. */
    void begin();

    /** The round has ended; returns numbers and short strings. */
    Map<String, ?> end() throws Exception;
}
