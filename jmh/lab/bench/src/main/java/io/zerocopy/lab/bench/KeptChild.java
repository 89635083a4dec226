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

import com.google.gson.JsonObject;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/** A child that is kept as long as it behaves, and started anew after an error. Speaks the line protocol with it. */
final class KeptChild implements AutoCloseable {

    private static final Duration OPEN = Duration.ofSeconds(30);
    private static final Duration BEGIN = Duration.ofSeconds(5);
    /** It may wait for ten seconds itself. */
    private static final Duration END = Duration.ofSeconds(20);

    private final List<String> command;
    private final Path log;
    private Child child;
    private boolean open;

    KeptChild(List<String> command, Path log) {
        this.command = command;
        this.log = log;
    }

    boolean isRunning() {
        return child != null;
    }

    /** Starts it if it is not running, and returns what it said about itself. */
    JsonObject start() throws IOException, InterruptedException {
        if (child == null) {
            child = Child.start(command, log);
        }
        return child.introduction();
    }

    /** Its process; it must be running. */
    long pid() {
        return child.pid();
    }

    /** Opens a workload, with all threads of the process on these CPUs. */
    JsonObject open(String workload, String cpus) throws IOException, InterruptedException {
        start();
        Cpus.pin(pid(), cpus);
        JsonObject answer = ask("open " + workload, OPEN);
        open = true;
        return answer;
    }

    void begin(OptionalDouble rate) throws IOException, InterruptedException {
        ask(rate.isPresent() ? "begin rate=" + rate.getAsDouble() : "begin", BEGIN);
    }

    Answer end() throws IOException, InterruptedException {
        return Answer.of(ask("end", END));
    }

    /** Closes the workload, if one is open. */
    void closeWorkload() throws IOException, InterruptedException {
        if (open) {
            open = false;
            ask("close", END);
        }
    }

    @Override
    public void close() {
        if (child != null) {
            child.close();
            child = null;
            open = false;
        }
    }

    private JsonObject ask(String request, Duration limit) throws IOException, InterruptedException {
        try {
            return child.ask(request, limit);
        } catch (ChildException e) {
            if (!e.isUnsupported()) {
                drop();
            }
            throw e;
        }
    }

    /** Nobody knows what state it is in. */
    void drop() {
        if (child != null) {
            child.kill();
            child = null;
            open = false;
        }
    }
}
