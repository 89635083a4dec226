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

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The figures as a table for a terminal, and one sentence per path on whether zero copy helped. */
final class Summary {

    private static final String HEAD = "  %-24s %18s %18s %18s%n";
    private static final double BYTES_PER_GB = 1e9;

    private final Results results;
    private final PrintStream out;

    Summary(Results results, PrintStream out) {
        this.results = results;
        this.out = out;
    }

    void print() {
        results.warnings().forEach(each -> out.println("note: " + each));
        results.points().forEach(this::print);
        out.println();
        out.println("x: multiple of " + Lab.BASELINE + " in rounds taken in turns; ~: noisy, the 95 % interval of that"
                + " is wider than +-5 %");
        out.println();
        for (String path : results.points().stream().map(PointResult::path).distinct().toList()) {
            out.println(new Verdict(path, results.points()).sentence());
        }
    }

    private void print(PointResult point) {
        boolean small = point.workload().equals(Workload.ECHO.toString());
        out.println();
        out.println(point.id() + (point.mode().equals("open") ? ", " + offered(point) + " due per second" : ""));
        if (small) {
            out.printf(HEAD, "", "CPU us/message", "messages/s", "p99 us");
        } else {
            out.printf(HEAD, "", "CPU s/GB", "GB/s", "p99 us");
        }
        for (PointResult.Entry entry : point.results()) {
            if (entry.rounds() == null) {
                printFailure(entry);
            } else if (small) {
                out.printf(HEAD, entry.contender(), cell(entry, Metric.CPU_PER_MESSAGE, 1, 1),
                        cell(entry, Metric.MESSAGE_RATE, 1, 0), cell(entry, Metric.P99, 1, 0));
            } else {
                out.printf(HEAD, entry.contender(), cell(entry, Metric.CPU_PER_GB, 1, 3),
                        cell(entry, Metric.THROUGHPUT, BYTES_PER_GB, 2), cell(entry, Metric.P99, 1, 0));
            }
        }
        point.warnings().forEach(each -> out.println("  note: " + each));
    }

    private void printFailure(PointResult.Entry entry) {
        String reason = entry.error() == null ? "unsupported: " + entry.unsupported() : "FAILED: " + entry.error();
        List<String> lines = reason.lines().toList();
        out.printf("  %-24s %s%n", entry.contender(), lines.get(0));
        lines.stream().skip(1).forEach(line -> out.println("      " + line));
    }

    private static String offered(PointResult point) {
        return point.results().stream().filter(each -> each.rounds() != null)
                .map(each -> String.format(Locale.ROOT, "%.0f", each.median().get(Metric.OFFERED_RATE))).findFirst()
                .orElse("?");
    }

    /** A value, and what multiple of the baseline's it is. */
    private static String cell(PointResult.Entry entry, Metric metric, double unit, int digits) {
        Double value = entry.median().get(metric);
        if (value == null) {
            return "-";
        }
        Ratio ratio = entry.ratio() == null ? null : entry.ratio().get(metric);
        String multiple = ratio == null ? "       " : String.format(Locale.ROOT, " x%4.2f%s", ratio.value(),
                ratio.noisy() ? "~" : " ");
        return String.format(Locale.ROOT, "%." + digits + "f%s", value / unit, multiple);
    }
}
