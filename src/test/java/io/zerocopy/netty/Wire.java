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

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A path with real zero copy, or with packet loss, made by {@code jmh/wire/wire}; needs root. Programs run in its
 * network namespaces as processes of their own.
 */
final class Wire implements AutoCloseable {

    /** Any address but the sender's own is the far end. */
    static final String FAR = "10.9.0.2";

    private static final Path TOOL = Path.of("jmh", "wire", "wire").toAbsolutePath();
    private static final int EXIT_SKIPPED = 77;
    private static final int COMMAND_SECONDS = 120;

    private final String name;

    private Wire(String name) {
        this.name = name;
    }

    /** Brings a wire up, or skips the test with the tool's reason. */
    static Wire up(String name, String... options) throws IOException, InterruptedException {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "the wire needs root");
        Wire wire = new Wire(name);
        List<String> command = new ArrayList<>(List.of(TOOL.toString(), "up", "--replace", "--name", name));
        command.addAll(List.of(options));
        Path log = Files.createTempFile("wire", ".log");
        Process up = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertThat(up.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)).as("wire up ends").isTrue();
        String output = Files.readString(log);
        Assumptions.assumeFalse(up.exitValue() == EXIT_SKIPPED, output);
        assertThat(up.exitValue()).as(output).isZero();
        return wire;
    }

    /** Runs one of the tool's commands, which has taken effect when this returns. */
    void control(String command, String... options) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(TOOL.toString(), command, "--name", name));
        line.addAll(List.of(options));
        Process process = new ProcessBuilder(line).inheritIO().start();
        assertThat(process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("%s", line).isZero();
    }

    /** Starts a {@link WirePrograms program} in the sender's namespace. */
    TestProcess start(String... arguments) throws IOException {
        return start(List.of("exec"), arguments);
    }

    /** Starts a {@link WirePrograms program} in the receiver's namespace of a lossy wire. */
    TestProcess startFar(String... arguments) throws IOException {
        return start(List.of("exec", "--far"), arguments);
    }

    @Override
    public void close() throws IOException {
        try {
            control("down");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private TestProcess start(List<String> exec, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(TOOL.toString());
        command.add(exec.get(0));
        command.addAll(List.of("--name", name));
        command.addAll(exec.subList(1, exec.size()));
        command.addAll(TestProcess.java(WirePrograms.class, arguments));
        return TestProcess.start(command);
    }
}
