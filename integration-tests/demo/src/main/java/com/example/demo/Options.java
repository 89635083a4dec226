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
package com.example.demo;

import com.example.demo.load.Destination;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What the command line says.
 *
 * @param compareRounds of how many rounds the comparison of transports consists; 0 to serve instead
 */
record Options(String address, int port, int threads, int chunkSize, Path folder, Destination destination,
               int compareRounds) {

    static final String USAGE = """
            options:
              --port N         listen on this port, 0 for a free one (8080)
              --address A      listen on this address (127.0.0.1); clients must use an IP address, or localhost
              --threads N      event loops, 0 for Netty's default (0)
              --chunk SIZE     bytes in each buffer of a blob, such as 64k (256k)
              --folder DIR     whose files to serve (the current folder)
              --to HOST:PORT   who takes the load of the live page (a receiver inside the server). It is sent memory of
                               this process as it is, whatever that held before: only to somebody you trust
              --namespace FILE the network namespace from which the load is sent (the server's own)
              --compare N      instead of serving, measure both transports in N rounds of three seconds
            """;

    private static final int MAX_CHUNK = 16 << 20;
    private static final Map<String, String> DEFAULTS = Map.of("--address", "127.0.0.1", "--port", "8080",
            "--threads", "0", "--chunk", "256k", "--folder", "", "--to", "", "--namespace", "", "--compare", "0");

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static Options parse(String... args) {
        Map<String, String> values = new HashMap<>(DEFAULTS);
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length || !values.containsKey(args[i])) {
                throw new IllegalArgumentException(args[i] + ": unknown, or its value is missing");
            }
            values.put(args[i], args[i + 1]);
        }
        return new Options(values.get("--address"), number(values, "--port", 0, 65535),
                number(values, "--threads", 0, 1024), number(values, "--chunk", 1, MAX_CHUNK),
                Path.of(values.get("--folder")), destination(values.get("--to"), values.get("--namespace")),
                number(values, "--compare", 0, 1000));
    }

    private static int number(Map<String, String> values, String name, int min, int max) {
        long number = ByteSize.parse(values.get(name));
        if (number < min || number > max) {
            throw new IllegalArgumentException(name + " takes " + min + " to " + max + ", not " + values.get(name));
        }
        return (int) number;
    }

    private static Destination destination(String receiver, String namespace) {
        if (receiver.isEmpty()) {
            if (!namespace.isEmpty()) {
                throw new IllegalArgumentException("--namespace needs --to: nobody in it would take the load");
            }
            return Destination.LOCAL;
        }
        int colon = receiver.lastIndexOf(':');
        if (colon < 1 || !receiver.substring(colon + 1).matches("\\d{1,5}")) {
            throw new IllegalArgumentException("--to takes HOST:PORT, not " + receiver);
        }
        InetSocketAddress address = new InetSocketAddress(receiver.substring(0, colon),
                Integer.parseInt(receiver.substring(colon + 1)));
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("--to: no such host: " + address.getHostString());
        }
        return new Destination(address, namespace.isEmpty() ? null : Path.of(namespace));
    }
}
