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

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;

/** A process that does what the driver says on its standard input. */
public final class Child {

    private Child() {
    }

    /**
     * Introduces itself, obeys, and ends the process: with status 1 if the facts could not be had, which is how a
     * contender says that it cannot work here. What it and its libraries print goes to the standard error.
     *
     * @param name how the driver calls it
     * @param facts what it says about itself
     * @param workloads what it can do, by name
     */
    public static void run(String name, Callable<? extends Map<String, ?>> facts, Map<String, Workload> workloads)
            throws IOException {
        PrintStream out = takeStandardOutput();
        try {
            out.println(Json.line(Answers.ready(name, facts.call())));
        } catch (Throwable t) {
            t.printStackTrace();
            out.println(Json.line(Answers.failure(t)));
            System.exit(1);
        }
        new CommandLoop(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), out, workloads)
                .run();
        // A thread that a library left behind must not keep the process.
        System.exit(0);
    }

    /** One line that some library prints would be taken for an answer. */
    private static PrintStream takeStandardOutput() {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        return out;
    }
}
