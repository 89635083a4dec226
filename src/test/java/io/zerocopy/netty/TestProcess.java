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
package io.zerocopy.netty;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * A program of the tests in a process of its own. It prints lines {@code name=value}, on which the test waits.
 */
final class TestProcess implements AutoCloseable {

    private static final int LIFETIME_SECONDS = 100;

    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    private TestProcess(Process process) {
        this.process = process;
        output = process.inputReader();
        // Reading a pipe cannot be interrupted: without this a hanging program would hang the test.
        CompletableFuture.delayedExecutor(LIFETIME_SECONDS, TimeUnit.SECONDS).execute(this::close);
    }

    static TestProcess start(List<String> command) throws IOException {
        return start(command, Map.of());
    }

    static TestProcess start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new TestProcess(builder.start());
    }

    /** The command line that runs a main class with the tests' own class path. */
    static List<String> java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Reads up to the next line {@code name=value} of that name and returns the value. */
    String await(String name) throws IOException {
        String line;
        while ((line = output.readLine()) != null) {
            lines.add(line);
            if (line.startsWith(name + '=')) {
                return line.substring(name.length() + 1);
            }
        }
        return fail("no line '" + name + "=' in:\n" + text());
    }

    /** Sends the program a byte on its standard input. */
    void signal() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    long awaitLong(String name) throws IOException {
        return Long.parseLong(await(name));
    }

    /** Reads to the end of the output and checks that the program ended well. */
    String awaitEnd() throws IOException, InterruptedException {
        output.lines().forEach(lines::add);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(text()).isZero();
        return text();
    }

    /** Everything that the program has printed so far. */
    String text() {
        return lines.stream().collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
