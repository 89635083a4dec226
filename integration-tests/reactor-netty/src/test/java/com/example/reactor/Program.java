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
package com.example.reactor;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Runs a program of the system. */
final class Program {

    private static final int AT_MOST_SECONDS = 50;

    private Program() {
    }

    /** Skips the test if Debian's package is not installed. */
    static void assumeInstalled(String program, String debianPackage) {
        boolean installed = List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        assumeTrue(installed, program + " is not installed (Debian package " + debianPackage + ")");
    }

    /** Returns what it printed; through a file, since reading a pipe cannot be interrupted. */
    static byte[] run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("output", null);
        Path errors = Files.createTempFile("errors", null);
        try {
            Process process = new ProcessBuilder(command).redirectOutput(output.toFile())
                    .redirectError(errors.toFile()).start();
            boolean ended = process.waitFor(AT_MOST_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(ended).as("%s ended within %s seconds", List.of(command), AT_MOST_SECONDS).isTrue();
            assertThat(process.exitValue()).as("exit code of %s: %s", List.of(command), Files.readString(errors))
                                           .isZero();
            return Files.readAllBytes(output);
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }
}
