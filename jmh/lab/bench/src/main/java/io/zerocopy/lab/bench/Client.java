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
import java.util.OptionalDouble;

/** Whoever makes a contender work during a round. Connects anew for each round, since contenders take turns. */
interface Client {

    /** Connects to the contender, if it listens. */
    void connect(int port) throws IOException, InterruptedException;

    /**
     * Makes it work for a while.
     *
     * @param rate of an open loop
     * @return what it has seen, {@code null} if it sees nothing
     */
    Answer run(int millis, OptionalDouble rate) throws IOException, InterruptedException;

    /** Gives the connections up. */
    void disconnect() throws IOException, InterruptedException;
}
