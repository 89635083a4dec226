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
package io.zerocopy.lab.bench.report;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class HtmlReportTest {

    private static final Pattern CHARTS = Pattern.compile("data-charts=\"(\\d+)\"");
    private static final long BROWSER_SECONDS = 60;

    @TempDir
    private Path folder;
    private Path json;
    private Path html;

    @BeforeEach
    void copyFixture() throws IOException {
        json = folder.resolve("result.json");
        html = folder.resolve("result.html");
        try (InputStream in = HtmlReportTest.class.getResourceAsStream("/report/result.json")) {
            Files.copy(in, json);
        }
    }

    @Test
    void pageNeedsNoNetwork() throws IOException {
        HtmlReport.write(json, html);

        assertThat(Files.readString(html)).doesNotContain("{{", "sourceMappingURL")
                .doesNotContainPattern("<(script|link|img)[^>]+(src|href)=");
    }

    @Test
    void textOfTheDataCannotLeaveTheScript() throws IOException {
        HtmlReport.write(json, html);

        assertThat(Files.readString(json)).contains("</script><script>");
        assertThat(Files.readString(html)).doesNotContain("</script><script>", "<img src=x");
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Files.writeString(json, "{\"format\":1}");

        assertThatThrownBy(() -> HtmlReport.write(json, html)).isInstanceOf(IOException.class)
                .hasMessageContaining("is not a result file: it has no list of contenders");
        assertThat(html).doesNotExist();
    }

    @Test
    @Timeout(2 * BROWSER_SECONDS)
    void browserDrawsEveryChart() throws Exception {
        HtmlReport.write(json, html);
        String dom = withoutScripts(rendered());

        assertThat(dom).doesNotContain("id=\"script-errors\"");
        Matcher charts = CHARTS.matcher(dom);
        assertThat(charts.find()).as("charts were drawn").isTrue();
        assertThat(Integer.parseInt(charts.group(1))).isEqualTo(dom.split("<canvas", -1).length - 1).isPositive();
    }

    @Test
    @Timeout(2 * BROWSER_SECONDS)
    void browserShowsFaultsAsText() throws Exception {
        HtmlReport.write(json, html);
        String dom = withoutScripts(rendered());

        assertThat(dom).contains("Error: java.lang.IllegalStateException: &lt;/script&gt;&lt;script&gt;",
                "Not supported: the reference only streams", "Broken &lt;b&gt;contender&lt;/b&gt;")
                .doesNotContain("data-injected");
    }

    @Test
    @Timeout(2 * BROWSER_SECONDS)
    void failingScriptIsSeenOnThePage() throws Exception {
        Files.writeString(json, "{\"format\":1,\"contenders\":[],\"points\":[{}]}");
        HtmlReport.write(json, html);

        assertThat(withoutScripts(rendered())).contains("id=\"script-errors\"", "This report is incomplete");
    }

    /** What the browser made of the page, as markup. */
    private String rendered() throws IOException, InterruptedException {
        Path dom = folder.resolve("dom.html");
        Process browser = new ProcessBuilder(chromium(), "--headless", "--no-sandbox", "--disable-gpu",
                "--user-data-dir=" + folder.resolve("profile"), "--virtual-time-budget=10000", "--dump-dom",
                html.toUri().toString())
                .redirectOutput(dom.toFile()).redirectError(folder.resolve("browser.log").toFile()).start();
        try {
            assertThat(browser.waitFor(BROWSER_SECONDS, TimeUnit.SECONDS)).as("the browser has ended").isTrue();
        } finally {
            browser.destroyForcibly().waitFor();
        }
        return Files.readString(dom);
    }

    private static String chromium() {
        List<String> names = List.of("chromium", "chromium-browser", "google-chrome");
        String found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(path -> names.stream().map(name -> new File(path, name))).filter(File::canExecute)
                .map(File::getPath).findFirst().orElse(null);
        assumeTrue(found != null, "no Chromium on the PATH");
        return found;
    }

    private static String withoutScripts(String dom) {
        return dom.replaceAll("(?s)<script.*?</script>", "");
    }
}
