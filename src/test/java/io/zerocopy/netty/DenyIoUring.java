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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Runs commands under a seccomp filter that refuses io_uring, as containers do. Skips the test, with the reason, where
 * that is not possible.
 */
final class DenyIoUring {

    private static final Path SOURCE = Path.of("src/test/c/deny-io-uring.c");

    private final Path program;

    private DenyIoUring(Path program) {
        this.program = program;
    }

    /** Compiles the launcher into the folder. */
    static DenyIoUring compile(Path folder) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "gcc is not installed");
        Path program = folder.resolve("deny-io-uring");
        DoctorTestProcess gcc = DoctorTestProcess.run(List.of("gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-o",
                program.toString(), SOURCE.toString()));
        if (gcc.exitCode() != 0) {
            throw new IOException("gcc failed: " + gcc);
        }
        DoctorTestProcess attempt = DoctorTestProcess.run(List.of(program.toString(), "EPERM", "true"));
        assumeTrue(attempt.exitCode() == 0, "no seccomp filter can be installed here: " + attempt);
        return new DenyIoUring(program);
    }

    /**
     * The command, changed so that io_uring's system calls fail.
     *
     * @param error {@code EPERM} or {@code ENOSYS}
     */
    List<String> wrap(String error, List<String> command) {
        List<String> wrapped = new ArrayList<>(List.of(program.toString(), error));
        wrapped.addAll(command);
        return wrapped;
    }
}
