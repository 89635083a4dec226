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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.json.JsonParserFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What the page for operations tells people to put into files is what the programs that read them understand. */
@Timeout(60)
class OperationsPageTest {

    private static final Path PAGE = Path.of("docs/operations.md");

    @TempDir
    Path folder;

    @Test
    void systemdKnowsEveryLineOfTheUnit() throws Exception {
        assumeInstalled("systemd-analyze");
        String unit = block("ini").replace("/usr/bin/java", Path.of(System.getProperty("java.home"), "bin/java")
                                                                .toString());
        Files.writeString(folder.resolve("app.service"), unit);
        assertThat(run("systemd-analyze", "verify", "./app.service")).doesNotContain("app.service:");
        // It does find what it does not know.
        Files.writeString(folder.resolve("app.service"), unit.replace("LimitMEMLOCK", "LimitMemlok"));
        assertThat(run("systemd-analyze", "verify", "./app.service")).contains("app.service:").contains("LimitMemlok");
    }

    @Test
    void profileGetsTheThreeCalls() throws Exception {
        assumeInstalled("jq");
        Files.writeString(folder.resolve("default.json"),
                "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"syscalls\": [{\"names\": [\"read\"]}]}");
        assertThat(run("sh", "-c", block("sh"))).isEmpty();
        List<?> rules = (List<?>) JsonParserFactory.getJsonParser()
                .parseMap(Files.readString(folder.resolve("io-uring.json"))).get("syscalls");
        assertThat(rules).hasSize(2);
        assertThat(rules.get(1)).isEqualTo(Map.of("action", "SCMP_ACT_ALLOW",
                "names", List.of("io_uring_setup", "io_uring_enter", "io_uring_register")));
    }

    /** The first block of the page in this language. */
    private static String block(String language) throws IOException {
        Matcher block = Pattern.compile("(?ms)^ *```" + language + "\\n(.*?)^ *```$").matcher(Files.readString(PAGE));
        assertThat(block.find()).as("a block in %s on %s", language, PAGE).isTrue();
        return block.group(1);
    }

    private static void assumeInstalled(String program) {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin", program)), program + " is not installed");
    }

    /** Returns what it printed. */
    private String run(String... command) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        boolean ended = process.waitFor(30, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("%s has ended", List.of(command)).isTrue();
        return Files.readString(output);
    }
}
