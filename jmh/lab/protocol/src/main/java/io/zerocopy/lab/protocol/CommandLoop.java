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
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;

/** Reads commands and answers each by one line. */
final class CommandLoop {

    private final BufferedReader in;
    private final PrintStream out;
    private final Map<String, Workload> workloads;
    private Session session;
    private boolean inRound;

    CommandLoop(BufferedReader in, PrintStream out, Map<String, Workload> workloads) {
        this.in = in;
        this.out = out;
        this.workloads = workloads;
    }

    /** Returns when it is told to quit, or when nobody is left to tell it anything. */
    void run() throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            List<String> words = Arrays.asList(line.split(" ", -1));
            boolean quit = words.equals(List.of("quit"));
            out.println(quit ? answer(this::quit) : answer(() -> execute(words)));
            if (quit) {
                return;
            }
        }
        answer(this::quit);
    }

    private static String answer(Command command) {
        try {
            return Json.line(command.execute());
        } catch (Throwable t) {
            // Also an Error, of a class or library that is not there for instance, belongs to the one command.
            if (!(t instanceof UnsupportedException)) {
                t.printStackTrace();
            }
            return Json.line(Answers.failure(t));
        }
    }

    private Object execute(List<String> words) throws Exception {
        List<String> rest = words.subList(1, words.size());
        return switch (words.get(0)) {
            case "open" -> open(rest);
            case "begin" -> begin(new Parameters(rest));
            case "end" -> end(new Parameters(rest));
            case "close" -> close(new Parameters(rest));
            default -> throw new IllegalArgumentException("unknown command: '" + String.join(" ", words) + "'");
        };
    }

    private Object open(List<String> words) throws Exception {
        if (session != null) {
            throw new IllegalStateException("a workload is open already");
        }
        String name = words.isEmpty() ? "" : words.get(0);
        Workload workload = workloads.get(name);
        if (workload == null) {
            throw new IllegalArgumentException("unknown workload: '" + name + "', there are "
                    + String.join(", ", new TreeSet<>(workloads.keySet())));
        }
        Parameters parameters = new Parameters(words.subList(1, words.size()));
        Session opened = workload.open(parameters);
        try {
            parameters.rejectUnread();
        } catch (IllegalArgumentException e) {
            opened.close();
            throw e;
        }
        session = opened;
        return Answers.ok(opened.opened());
    }

    private Object begin(Parameters parameters) throws Exception {
        Session current = current();
        if (inRound) {
            throw new IllegalStateException("a round has begun already");
        }
        OptionalDouble rate = parameters.has("rate") ? OptionalDouble.of(parameters.positiveDecimal("rate"))
                : OptionalDouble.empty();
        parameters.rejectUnread();
        current.begin(rate);
        inRound = true;
        return Answers.ok(Map.of());
    }

    private Object end(Parameters parameters) throws Exception {
        parameters.rejectUnread();
        Session current = current();
        if (!inRound) {
            throw new IllegalStateException("no round has begun");
        }
        inRound = false;
        return current.end();
    }

    private Object close(Parameters parameters) throws Exception {
        parameters.rejectUnread();
        Session current = current();
        session = null;
        inRound = false;
        current.close();
        return Answers.ok(Map.of());
    }

    private Object quit() throws Exception {
        return session == null ? Answers.ok(Map.of()) : close(new Parameters(List.of()));
    }

    private Session current() {
        if (session == null) {
            throw new IllegalStateException("no workload is open");
        }
        return session;
    }

    @FunctionalInterface
    private interface Command {
        Object execute() throws Exception;
    }
}
