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

import com.example.demo.load.Comparison;

import java.util.Arrays;

/** Starts the server and keeps it running until the process is told to end; or compares the transports. */
public final class Demo {

    private Demo() {
    }

    public static void main(String[] args) {
        if (Arrays.asList(args).contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        try {
            Options options = Options.parse(args);
            if (options.compareRounds() > 0) {
                Comparison.run(options.destination(), options.compareRounds(), System.out);
            } else {
                serve(options);
            }
        } catch (Exception e) {
            System.err.println(e.getMessage() == null ? e : e.getMessage());
            if (e instanceof IllegalArgumentException) {
                System.err.print(Options.USAGE);
            }
            System.exit(1);
        }
    }

    private static void serve(Options options) throws Exception {
        DemoServer server = new DemoServer(options);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
        System.out.println(server.describe(options));
        server.awaitClose();
    }
}
