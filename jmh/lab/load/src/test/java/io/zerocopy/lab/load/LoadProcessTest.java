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
package io.zerocopy.lab.load;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** The load as the driver has it: a process that obeys lines and answers by lines. */
class LoadProcessTest {

    @Test
    @Timeout(30)
    void answersEachCommandAndEndsWithItsInput() throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), Load.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            try (OutputStream commands = process.getOutputStream()) {
                commands.write("open sink host=127.0.0.1 port=0\nbegin\nend\nopen nothing\n"
                        .getBytes(StandardCharsets.US_ASCII));
            }
            List<JsonObject> answers = process.inputReader(StandardCharsets.UTF_8).lines()
                    .map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
            assertThat(answers).hasSize(5);
            assertThat(answers.get(0).get("contender").getAsString()).isEqualTo("load");
            assertThat(answers.get(1).get("port").getAsInt()).isPositive();
            assertThat(answers.get(3).keySet()).containsExactlyInAnyOrder("nanos", "messages", "bytes", "extra");
            assertThat(answers.get(4).get("error").getAsString()).isEqualTo("a workload is open already");
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
