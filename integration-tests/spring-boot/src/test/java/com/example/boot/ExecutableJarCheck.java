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

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The application as it is deployed: in one jar, with the library and its native part in jars inside. */
@Timeout(120)
class ExecutableJarCheck {

    private static final Pattern PORT = Pattern.compile("Netty started on port ([0-9]+)");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void runsOnTheTransport(boolean beansMadeAheadOfTime) throws Exception {
        Path log = folder.resolve("log");
        Process application = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dspring.aot.enabled=" + beansMadeAheadOfTime,
                "-jar", System.getProperty("executable.jar"), "--server.port=0", "--netty.zerocopy.threshold=0")
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            String url = "http://localhost:" + awaitPort(application, log);
            Client.curl(url + "/blob/1000000").assertGot(Client.blob(1_000_000));
            assertThat(Client.curl(url + "/actuator/info").text()).contains("\"state\":\"active\"");
        } finally {
            application.destroy();
            if (!application.waitFor(20, TimeUnit.SECONDS)) {
                application.destroyForcibly();
            }
        }
        assertThat(Files.readString(log)).doesNotContain(" WARN ", " ERROR ", "LEAK");
        assertThat(Files.readString(log).contains("AOT-processed Application")).isEqualTo(beansMadeAheadOfTime);
    }

    private static String awaitPort(Process application, Path log) throws Exception {
        for (int tenths = 0; tenths < 600 && application.isAlive(); tenths++) {
            Matcher started = PORT.matcher(Files.readString(log));
            if (started.find()) {
                return started.group(1);
            }
            Thread.sleep(100);
        }
        throw new AssertionError("the application did not start: " + Files.readString(log));
    }
}
