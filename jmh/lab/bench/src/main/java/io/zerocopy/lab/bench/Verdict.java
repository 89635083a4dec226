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
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Does our transport help on a path? Computed from what it cost and carried there, in multiples of the baseline. */
final class Verdict {

    /** What is nearer to one than this is no difference. */
    private static final double WORTH_IT = 0.05;

    private final String path;
    private final List<Compared> compared = new ArrayList<>();

    Verdict(String path, List<PointResult> points) {
        this.path = path;
        for (PointResult point : points) {
            if (point.path().equals(path) && point.mode().equals("closed")) {
                PointResult.Entry ours = point.measured(Lab.OURS);
                if (ours != null && ours.ratio() != null && point.parameters().get("size") instanceof Number size) {
                    add(point, ours, size.longValue());
                }
            }
        }
        compared.sort(Comparator.comparingLong(Compared::size));
    }

    String sentence() {
        if (compared.isEmpty()) {
            return path + ": no comparison of " + Lab.OURS + " with " + Lab.BASELINE + " was possible.";
        }
        int first = firstOfSavings();
        String text = first < compared.size() ? savings(compared.subList(first, compared.size()))
                : (compared.stream().anyMatch(Compared::seemsToSave) ? "undecided, the figures are too noisy"
                        : "no saving") + ": CPU time is " + range(compared.stream().map(Compared::cost).toList())
                + ", throughput " + range(compared.stream().map(Compared::throughput).toList());
        return path + ": " + text + " of " + Lab.BASELINE + "'s"
                + (compared.stream().anyMatch(Compared::noisy) ? " (some of it noisy)." : ".");
    }

    private void add(PointResult point, PointResult.Entry ours, long size) {
        Ratio cost = ours.ratio().get(point.workload().equals(Workload.ECHO.toString()) ? Metric.CPU_PER_MESSAGE
                : Metric.CPU_PER_GB);
        Ratio throughput = ours.ratio().get(Metric.THROUGHPUT);
        if (cost != null && throughput != null) {
            boolean saves = cost.value() < 1 - WORTH_IT && cost.high() < 1;
            compared.add(new Compared(size, saves, cost.value(), throughput.value(),
                    cost.noisy() || throughput.noisy()));
        }
    }

    /** From there on, every point saves. */
    private int firstOfSavings() {
        int first = compared.size();
        while (first > 0 && compared.get(first - 1).saves) {
            first--;
        }
        return first;
    }

    private static String savings(List<Compared> from) {
        return Lab.OURS + " saves CPU time from messages of " + size(from.get(0).size) + " on: it takes "
                + range(from.stream().map(Compared::cost).toList()) + ", at throughput "
                + range(from.stream().map(Compared::throughput).toList());
    }

    private static String range(List<Double> ratios) {
        String low = multiple(ratios.stream().min(Comparator.naturalOrder()).orElseThrow());
        String high = multiple(ratios.stream().max(Comparator.naturalOrder()).orElseThrow());
        return low.equals(high) ? "x" + low : "x" + low + " to x" + high;
    }

    private static String multiple(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    private static String size(long bytes) {
        return bytes % (1 << 20) == 0 ? (bytes >> 20) + " MiB" : bytes % (1 << 10) == 0 ? (bytes >> 10) + " KiB"
                : bytes + " B";
    }

    private record Compared(long size, boolean saves, double cost, double throughput, boolean noisy) {
        boolean seemsToSave() {
            return !saves && cost < 1 - WORTH_IT;
        }
    }
}
