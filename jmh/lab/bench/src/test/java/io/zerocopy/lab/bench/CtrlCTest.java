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

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@Tag("root")
@Timeout(120)
class CtrlCTest {

    private static final Path TOOL = Path.of("../../wire/wire");
    private static final String NAME = "bench-test-" + ProcessHandle.current().pid();

    @TempDir
    private Path folder;

    @Test
    void takesWiresDownAndEndsContenders() throws Exception {
        assumeTrue(Files.isExecutable(TOOL), "the wire is not here");
        // A build in the background ignores the signal, and so would its children.
        Process driver = new ProcessBuilder("env", "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Driver.class.getName(), folder.toString(), NAME)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            String said = driver.inputReader().readLine();
            assumeTrue(!said.startsWith("skipped"), said);
            ProcessHandle contender = ProcessHandle.of(Long.parseLong(said)).orElseThrow();
            assertThat(Command.run(TOOL.toString(), "list")).contains(NAME);

            Command.run("kill", "-INT", Long.toString(driver.pid()));
            assertThat(driver.waitFor(30, TimeUnit.SECONDS)).isTrue();
            contender.onExit().get(10, TimeUnit.SECONDS);
            assertThat(Command.run(TOOL.toString(), "list")).doesNotContain(NAME);
        } finally {
            driver.destroy();
            driver.waitFor(30, TimeUnit.SECONDS);
        }
    }

    /** Puts a wire up, starts a contender on it, and waits for its end. */
    static final class Driver {

        private Driver() {
        }

        /** Prints the contender's process, or why there is none. */
        public static void main(String[] args) throws Exception {
            Wire wire = Wire.wire(TOOL, args[1]);
            try {
                wire.up();
            } catch (IOException e) {
                System.out.println("skipped: " + e.getMessage());
                return;
            }
            List<String> command = wire.near(FakeContender.command("steady"));
            System.out.println(Child.start(command, Path.of(args[0], "log")).pid());
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
