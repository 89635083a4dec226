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

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The result file as a page for people: one HTML file that needs no network. The page's own scripts render it from the
 * data, so that this class only puts the parts together.
 */
public final class HtmlReport {

    /** In the order in which the page needs them. */
    private static final List<String> SCRIPTS = List.of("errors.js", "dom.js", "units.js", "contenders.js", "model.js",
            "paths.js", "verdict.js", "baselines.js", "charts.js", "tables.js", "sections.js", "page.js");
    private static final String CHART_JS = "/META-INF/resources/webjars/chart.js/%s/dist/chart.umd.js";
    private static final String CHART_JS_VERSION = "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

    /** Writes {@code <}, {@code >} and {@code &} as escapes, so that no text of the data can end the script element. */
    private static final Gson HTML_SAFE = new GsonBuilder().create();

    private HtmlReport() {
    }

    /**
     * Writes the page for a result file.
     *
     * @param json the result file
     * @param html the page, replaced if it exists
     * @throws IOException if the result file cannot be read or is none, or the page cannot be written
     */
    public static void write(Path json, Path html) throws IOException {
        JsonObject result = ResultFile.read(json);
        Files.writeString(html, PLACEHOLDER.matcher(resource("template.html")).replaceAll(
                placeholder -> Matcher.quoteReplacement(part(placeholder.group(1), result))));
    }

    private static String part(String name, JsonObject result) {
        return switch (name) {
            case "style" -> resource("style.css");
            case "metrics" -> resource("metrics.json");
            case "result" -> HTML_SAFE.toJson(result);
            case "chart" -> chart();
            case "scripts" -> scripts();
            default -> throw new IllegalStateException("template.html has an unknown placeholder " + name);
        };
    }

    /** Without the reference to its source map, which would be looked for beside the page. */
    private static String chart() {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(resource(CHART_JS_VERSION)));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + CHART_JS_VERSION, e);
        }
        return resource(CHART_JS.formatted(properties.getProperty("version")))
                .replaceFirst("//# sourceMappingURL=\\S+\\s*$", "");
    }

    private static String scripts() {
        StringBuilder scripts = new StringBuilder();
        for (String script : SCRIPTS) {
            scripts.append("<script>\n").append(resource(script)).append("</script>\n");
        }
        return scripts.toString();
    }

    private static String resource(String name) {
        String path = name.startsWith("/") ? name : "/report/" + name;
        try (InputStream in = HtmlReport.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + path, e);
        }
    }
}
