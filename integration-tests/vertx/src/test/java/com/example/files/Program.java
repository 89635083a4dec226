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
package com.example.files;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Runs programs of the system, which trust one certificate. */
record Program(Path certificate) {

    /** Runs a program that must succeed, and returns what it prints. */
    String run(String... command) throws Exception {
        assumeTrue(Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command[0]))), command[0] + " is not installed");
        ProcessBuilder builder = new ProcessBuilder("timeout", "60").redirectErrorStream(true);
        builder.command().addAll(List.of(command));
        // Where Debian keeps the modules of Node.
        builder.environment().put("NODE_PATH", "/usr/share/nodejs");
        builder.environment().put("NODE_EXTRA_CA_CERTS", certificate.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    String sha256(Path file) throws Exception {
        return run("sha256sum", file.toString()).split(" ", 2)[0];
    }
}
