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

import java.nio.file.Path;

/** What the command line says. */
record Options(String address, int port, int threads, int chunkSize, Path folder) {

    static final String USAGE = """
            options:
              --port N        listen on this port, 0 for a free one (8080)
              --address A     listen on this address (127.0.0.1)
              --threads N     event loops, 0 for Netty's default (0)
              --chunk SIZE    bytes in each buffer of a blob, such as 64k (256k)
              --folder DIR    whose files to serve (the current folder)
            """;

    private static final int MAX_CHUNK = 16 << 20;

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static Options parse(String... args) {
        Options options = new Options("127.0.0.1", 8080, 0, 256 << 10, Path.of(""));
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + ": unknown, or its value is missing");
            }
            options = options.with(args[i], args[i + 1]);
        }
        return options;
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--port" -> new Options(address, number(name, value, 0, 65535), threads, chunkSize, folder);
            case "--address" -> new Options(value, port, threads, chunkSize, folder);
            case "--threads" -> new Options(address, port, number(name, value, 0, 1024), chunkSize, folder);
            case "--chunk" -> new Options(address, port, threads, number(name, value, 1, MAX_CHUNK), folder);
            case "--folder" -> new Options(address, port, threads, chunkSize, Path.of(value));
            default -> throw new IllegalArgumentException(name + ": unknown option");
        };
    }

    private static int number(String name, String value, int min, int max) {
        long number = ByteSize.parse(value);
        if (number < min || number > max) {
            throw new IllegalArgumentException(name + " takes " + min + " to " + max + ", not " + value);
        }
        return (int) number;
    }
}
