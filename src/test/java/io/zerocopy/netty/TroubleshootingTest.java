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

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever meets a name or a reason finds it on the page for troubleshooting. */
class TroubleshootingTest {

    private static final Path SOURCES = Path.of("src/main/java/io/zerocopy/netty");
    /** How sources give a reason; what follows the literal's last word depends on the machine. */
    private static final Pattern REASON = Pattern.compile(
            "(?:because\\(|tooOld\\(host, |new (?:DoctorDiagnosis|UnsupportedOperationException)\\(|return )"
                    + "\"([^\"]{9,}?)[ :,(]*\"");

    private static String page;

    @BeforeAll
    static void readPage() throws IOException {
        page = Files.readString(Path.of("docs/troubleshooting.md"));
    }

    @ParameterizedTest
    @EnumSource
    void everyRouteHasASection(Route route) {
        assertThat(page).containsPattern("(?m)^## .*`" + route + "`");
    }

    @ParameterizedTest
    @EnumSource
    void everyPathStateHasARow(PathState state) {
        String section = page.substring(page.indexOf("\n## States of paths\n"));
        assertThat(section).contains("\n| `" + state + "` | ");
    }

    @Test
    void everyReasonIsThere() throws IOException {
        List<String> reasons = reasons();
        assertThat(reasons).contains("no epoll transport", "a seccomp filter forbids io_uring", "has no io_uring",
                "it needs Linux, and this is", "io_uring_setup failed with");
        assertThat(reasons).allSatisfy(reason -> assertThat(page).contains(reason));
    }

    private static List<String> reasons() throws IOException {
        List<String> reasons = new ArrayList<>();
        for (String name : List.of("ZeroCopy", "KernelSupport", "DoctorDiagnosis", "DoctorFailure", "DoctorRefusal")) {
            Matcher matcher = REASON.matcher(Files.readString(SOURCES.resolve(name + ".java")));
            while (matcher.find()) {
                reasons.add(matcher.group(1));
            }
        }
        return reasons;
    }
}
