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

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured at a point.
 *
 * @param mode {@code closed} or {@code open} loop
 * @param table the table that it is a part of, or {@code null}
 * @param warnings what disturbed it
 * @param results of each contender
 */
record PointResult(String id, String path, String workload, Map<String, Object> parameters, String mode, String table,
                   List<String> warnings, List<Entry> results) {

    static PointResult of(Point point, List<String> warnings, List<Entry> results) {
        return new PointResult(point.id(), point.path(), point.workload().toString(), point.parameters(),
                point.isOpen() ? "open" : "closed", point.table(), warnings, results);
    }

    /** What a contender reached here, {@code null} if it failed or was not asked. */
    Entry measured(String contender) {
        return results.stream().filter(each -> each.contender.equals(contender) && each.rounds != null).findFirst()
                .orElse(null);
    }

    /**
     * One contender's part. Either it failed, or it was measured.
     *
     * @param error why it failed
     * @param unsupported why it cannot do this by nature
     * @param rounds every single one
     * @param median over the rounds
     * @param spread of the rounds: half the interquartile range, as a share of the median
     * @param ratio to the baseline
     * @param extra what contender and client said besides: medians of numbers, and the last of what is none
     */
    record Entry(String contender, String error, String unsupported, List<Map<Metric, Double>> rounds,
                 Map<Metric, Double> median, Map<Metric, Double> spread, Map<Metric, Ratio> ratio,
                 Map<String, Object> extra) {

        static Entry failed(String contender, String error, String unsupported) {
            return new Entry(contender, error, unsupported, null, null, null, null, null);
        }

        /** Compares with the baseline's rounds, if there are some. */
        static Entry measured(String contender, List<Measurement> rounds, List<Measurement> baseline) {
            Map<Metric, Double> median = new EnumMap<>(Metric.class);
            Map<Metric, Double> spread = new EnumMap<>(Metric.class);
            for (Metric metric : Metric.values()) {
                double[] values = Measurement.values(rounds, metric);
                if (values.length > 0) {
                    median.put(metric, Statistics.median(values));
                    spread.put(metric, Statistics.spread(values));
                }
            }
            Map<Metric, Ratio> ratio = baseline == null ? null : ratios(rounds, baseline);
            return new Entry(contender, null, null, rounds.stream().map(Measurement::metrics).toList(), median, spread,
                    ratio, extra(rounds));
        }

        private static Map<Metric, Ratio> ratios(List<Measurement> rounds, List<Measurement> baseline) {
            boolean lateClient = Measurement.haveLateClient(rounds) || Measurement.haveLateClient(baseline);
            Map<Metric, Ratio> ratios = new EnumMap<>(Metric.class);
            for (Metric metric : Metric.values()) {
                double[] values = Measurement.values(rounds, metric);
                double[] others = Measurement.values(baseline, metric);
                // Without a value in some round, the others could not be told apart.
                if (values.length == rounds.size() && others.length == baseline.size()) {
                    Ratio ratio = Statistics.ratio(values, others);
                    if (ratio != null) {
                        ratios.put(metric, metric.isLatency() && lateClient ? ratio.asNoisy() : ratio);
                    }
                }
            }
            return ratios;
        }

        private static Map<String, Object> extra(List<Measurement> rounds) {
            Map<String, List<Object>> all = new LinkedHashMap<>();
            for (Measurement round : rounds) {
                collect(round.contender(), all);
                collect(round.client(), all);
            }
            Map<String, Object> extra = new LinkedHashMap<>();
            all.forEach((key, values) -> extra.put(key, values.stream().allMatch(Number.class::isInstance)
                    ? Statistics.median(values.stream().mapToDouble(each -> ((Number) each).doubleValue()).toArray())
                    : values.get(values.size() - 1)));
            return extra;
        }

        private static void collect(Answer answer, Map<String, List<Object>> all) {
            if (answer != null) {
                answer.extra().forEach((key, value) -> all.computeIfAbsent(key, any -> new ArrayList<>()).add(value));
            }
        }
    }
}
