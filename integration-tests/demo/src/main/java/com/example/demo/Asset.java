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
package com.example.demo;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** A file of the live page, from the class path. */
record Asset(String type, byte[] content) {

    private static final String HTML = "text/html; charset=utf-8";
    private static final String CSS = "text/css; charset=utf-8";
    private static final String JAVASCRIPT = "text/javascript; charset=utf-8";

    private static final String CHART_JS_VERSION = "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";
    private static final String CHART_JS = "/META-INF/resources/webjars/chart.js/%s/dist/chart.umd.min.js";

    private static final Map<String, Asset> BY_PATH = load();

    /** Returns the file at this path, {@code null} if there is none. */
    static Asset at(String path) {
        return BY_PATH.get(path);
    }

    private static Map<String, Asset> load() {
        Map<String, Asset> assets = new LinkedHashMap<>();
        assets.put("/", new Asset(HTML, read("/page/index.html")));
        assets.put("/style.css", new Asset(CSS, read("/page/style.css")));
        for (String script : new String[] {"answers", "comparison", "controls", "format", "history", "page", "plots"}) {
            assets.put("/" + script + ".js", new Asset(JAVASCRIPT, read("/page/" + script + ".js")));
        }
        assets.put("/chart.js", new Asset(JAVASCRIPT, read(CHART_JS.formatted(chartJsVersion()))));
        return assets;
    }

    private static String chartJsVersion() {
        Properties properties = new Properties();
        try (InputStream in = open(CHART_JS_VERSION)) {
            properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + CHART_JS_VERSION, e);
        }
        return properties.getProperty("version");
    }

    private static byte[] read(String resource) {
        try (InputStream in = open(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + resource, e);
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = Asset.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IOException("it is not on the class path");
        }
        return in;
    }
}
