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

/** A real client: HTTP, echo, or a source of bytes, in a JVM. */
final class JvmClient implements Client {

    private final KeptChild load;
    private final Point point;
    private final String host;
    private final String cpus;

    JvmClient(KeptChild load, Point point, String host, String cpus) {
        this.load = load;
        this.point = point;
        this.host = host;
        this.cpus = cpus;
    }

    @Override
    public void connect(int port) throws IOException, InterruptedException {
        try {
            load.open(point.openClient(host, port), cpus);
        } catch (ChildException e) {
            throw new IOException("the client: " + e.getMessage(), e);
        }
    }

    @Override
    public Answer run(int millis, OptionalDouble rate) throws IOException, InterruptedException {
        try {
            load.begin(rate);
            Thread.sleep(millis);
            return load.end();
        } catch (ChildException e) {
            throw new IOException("the client: " + e.getMessage(), e);
        }
    }

    @Override
    public void disconnect() throws IOException, InterruptedException {
        load.closeWorkload();
    }
}
