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
package io.zerocopy.lab.bench.compare;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import io.zerocopy.lab.bench.report.ResultFile;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What comparing needs of a result file.
 *
 * @param name of the file
 * @param started when the run began
 * @param baseline the contender that ratios are to, or {@code null}
 * @param entries what each contender did at each point
 */
record Run(String name, String started, String baseline, Map<Key, Entry> entries) {

    private static final Gson GSON = new Gson();

    static Run read(Path file) throws IOException {
        try {
            return of(file.toString(), GSON.fromJson(ResultFile.read(file), Content.class));
        } catch (JsonParseException e) {
            throw new IOException(file + " is not a result file: " + e.getMessage(), e);
        }
    }

    /** Which direction of each metric is better; none of those that differ from process to process anyway. */
    static Map<String, Better> directions() {
        try (InputStream in = ResultFile.class.getResourceAsStream("/report/metrics.json")) {
            Map<String, Better> directions = new HashMap<>();
            List<Metric> metrics = GSON.fromJson(new InputStreamReader(in, StandardCharsets.UTF_8),
                    new TypeToken<List<Metric>>() { }.getType());
            metrics.forEach(metric -> directions.put(metric.id, metric.judged()));
            return directions;
        } catch (IOException e) {
            throw new IllegalStateException("cannot read /report/metrics.json", e);
        }
    }

    private static Run of(String name, Content content) throws IOException {
        Map<Key, Entry> entries = new LinkedHashMap<>();
        for (Point point : content.points) {
            for (Entry entry : orEmpty(point.results)) {
                if (entries.put(new Key(point.id, entry.contender), entry) != null) {
                    throw new IOException(name + " is not a result file: " + point.id + " holds " + entry.contender
                            + " twice");
                }
            }
        }
        String baseline = content.contenders.stream().filter(Contender::baseline).map(Contender::id).findFirst()
                .orElse(null);
        return new Run(name, content.started, baseline, entries);
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? new ArrayList<>() : list;
    }

    private static <V> Map<String, V> orEmpty(Map<String, V> map) {
        return map == null ? Map.of() : map;
    }

    /** One contender at one point. */
    record Key(String point, String contender) {

        @Override
        public String toString() {
            return point + " " + contender;
        }
    }

    /** Its figures, or why it has none. */
    record Entry(String contender, String error, String unsupported, Map<String, Double> median,
                 Map<String, Double> spread, Map<String, Interval> ratio) {

        Entry {
            median = orEmpty(median);
            spread = orEmpty(spread);
            ratio = orEmpty(ratio);
        }

        /** Why there are no figures, or {@code null}. */
        String fault() {
            return error != null ? error : unsupported;
        }

        /** The median with its spread, or {@code null}. */
        Interval absolute(String metric) {
            Double value = median.get(metric);
            if (value == null) {
                return null;
            }
            double margin = Math.abs(value * spread.getOrDefault(metric, 0.0));
            return new Interval(value, value - margin, value + margin, false);
        }
    }

    /** A value and the bounds of its noise, which may be too wide for the value to be relied upon. */
    record Interval(double value, double low, double high, boolean noisy) {

        boolean overlaps(Interval other) {
            return low <= other.high && other.low <= high;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.4g [%.4g, %.4g]", value, low, high);
        }
    }

    private record Content(String started, List<Contender> contenders, List<Point> points) {
    }

    private record Contender(String id, boolean baseline) {
    }

    private record Point(String id, List<Entry> results) {
    }

    private record Metric(String id, String better, boolean informative) {

        Better judged() {
            return informative ? Better.NEITHER : Better.of(better);
        }
    }
}
