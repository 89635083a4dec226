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

import java.util.Map;
import java.util.OptionalDouble;

/**
 * An opened {@link Workload}. The command loop calls it on one thread and in a sensible order: {@code begin} and
 * {@code end} in turns, {@code close} once, be it in the middle of a round. All of them return in bounded time.
 */
public interface Session {

    /** How long {@link #end} may wait for what was started. */
    int END_TIMEOUT_SECONDS = 10;

    /** What the answer to {@code open} says besides {@code "ok":true}, a server's port for instance. */
    default Map<String, ?> opened() {
        return Map.of();
    }

    /**
     * Starts a round and returns at once.
     *
     * @param rate requests or messages per second of an open loop; empty for a closed one
     * @throws UnsupportedException if there is no open loop here
     */
    void begin(OptionalDouble rate) throws Exception;

    /** Stops the round, waits until what was started is finished, and returns what was done. */
    Round end() throws Exception;

    /** Releases everything. */
    void close() throws Exception;
}
