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

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command that is run to its end, and what it printed. */
record Command(int status, String output, String errors) {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /**
     * Runs it.
     *
     * @throws IOException if it fails, with what it said
     */
    static String run(String... command) throws IOException, InterruptedException {
        Command result = run(List.of(command), LIMIT);
        if (result.status != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + result.reason());
        }
        return result.output;
    }

    /**
     * Runs it.
     *
     * @throws IOException if it does not start, or not end in time
     */
    static Command run(List<String> command, Duration limit) throws IOException, InterruptedException {
        // Files, since a process that it leaves in the background would keep pipes open.
        Path output = Files.createTempFile("bench-", ".out");
        Path errors = Files.createTempFile("bench-", ".err");
        Process process = new ProcessBuilder(command).redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
        Cleanup.add(process, process::destroyForcibly);
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(String.join(" ", command) + " did not end within " + limit.toSeconds() + " s");
            }
            return new Command(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8),
                    Files.readString(errors, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
            Cleanup.remove(process);
            Files.delete(output);
            Files.delete(errors);
        }
    }

    /** The last line that it printed, which says why it failed. */
    String reason() {
        List<String> lines = (output + "\n" + errors).lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "exit status " + status : lines.get(lines.size() - 1).trim();
    }
}
