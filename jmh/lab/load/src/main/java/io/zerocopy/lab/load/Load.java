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
package io.zerocopy.lab.load;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.Version;
import io.zerocopy.lab.protocol.Child;
import io.zerocopy.lab.protocol.Workload;

import java.io.IOException;
import java.util.Map;

/** The other end of a measured process: what reads from it, writes to it, or asks it. */
public final class Load {

    private Load() {
    }

    /** Takes no arguments. */
    public static void main(String[] args) throws IOException {
        if (args.length != 0) {
            System.err.println("Usage: Load");
            System.exit(2);
        }
        Child.run("load", Load::facts, workloads());
    }

    static Map<String, Workload> workloads() {
        return Map.of(
                "sink", SinkSession::open,
                "source", SourceSession::open,
                "http", parameters -> ClientSession.open(parameters, HttpExchange.factory(parameters)),
                "echo", parameters -> ClientSession.open(parameters, EchoExchange.factory(parameters)));
    }

    private static Map<String, String> facts() {
        Epoll.ensureAvailability();
        return Map.of("netty", Version.identify().get("netty-transport").artifactVersion(),
                "jdk", System.getProperty("java.version"),
                "transport", EpollSocketChannel.class.getName());
    }
}
