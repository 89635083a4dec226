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
package com.example.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What a program of the system printed: for most, the body that it got from a server. */
record Client(byte[] output) {

    static Client curl(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("--silent", "--show-error", "--fail", "--max-time", "40"));
        all.addAll(List.of(arguments));
        return run("curl", all.toArray(String[]::new));
    }

    /** Runs a program that must succeed; through a file, since reading a pipe cannot be interrupted. */
    static Client run(String program, String... arguments) throws IOException, InterruptedException {
        Path executable = Path.of("/usr/bin", program);
        assumeTrue(Files.isExecutable(executable), program + " is not installed");
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(program, null);
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(output.toFile()).start();
            boolean ended = process.waitFor(50, TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(ended).as("%s has ended", command).isTrue();
            assertThat(process.exitValue()).as("exit code of %s", command).isZero();
            return new Client(Files.readAllBytes(output));
        } finally {
            Files.delete(output);
        }
    }

    String text() {
        return new String(output, StandardCharsets.UTF_8);
    }

    void assertGot(byte[] expected) {
        assertThat(sha256(output)).isEqualTo(sha256(expected));
    }

    /** The bytes that the application answers for a length, made here once more. */
    static byte[] blob(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has it", e);
        }
    }
}
