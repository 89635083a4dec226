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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What differs between two runs. Ratios to the baseline are compared where a run has them: they come from rounds side
 * by side, while absolute figures also tell how busy the machine was.
 */
final class Differences {

    private final Map<String, Better> directions = Run.directions();
    private final Run a;
    private final Run b;
    private final double limitPercent;
    private final List<Change> changes = new ArrayList<>();
    private final List<String> onlyInA = new ArrayList<>();
    private final List<String> onlyInB = new ArrayList<>();
    private int compared;

    Differences(Run a, Run b, double limitPercent) {
        this.a = a;
        this.b = b;
        this.limitPercent = limitPercent;
        a.entries().keySet().stream().filter(key -> !b.entries().containsKey(key)).map(Run.Key::toString)
                .forEach(onlyInA::add);
        b.entries().keySet().stream().filter(key -> !a.entries().containsKey(key)).map(Run.Key::toString)
                .forEach(onlyInB::add);
        a.entries().forEach((key, entry) -> {
            Run.Entry other = b.entries().get(key);
            if (other != null) {
                compare(key, entry, other);
            }
        });
    }

    List<Change> changes() {
        return changes;
    }

    List<String> onlyInA() {
        return onlyInA;
    }

    List<String> onlyInB() {
        return onlyInB;
    }

    /** How many figures, and failures, both runs have. */
    int compared() {
        return compared;
    }

    private void compare(Run.Key key, Run.Entry before, Run.Entry after) {
        if (before.fault() != null || after.fault() != null) {
            compared++;
            compareFaults(key, before.fault(), after.fault());
            return;
        }
        Set<String> metrics = new LinkedHashSet<>(before.median().keySet());
        metrics.addAll(after.median().keySet());
        metrics.addAll(before.ratio().keySet());
        metrics.addAll(after.ratio().keySet());
        metrics.forEach(metric -> compareMetric(key, metric, before, after));
    }

    private void compareFaults(Run.Key key, String before, String after) {
        if (before == null) {
            changes.add(new Change(key, Verdict.WORSE, "fails now: " + after));
        } else if (after == null) {
            changes.add(new Change(key, Verdict.BETTER, "works now, failed before: " + before));
        }
    }

    private void compareMetric(Run.Key key, String metric, Run.Entry before, Run.Entry after) {
        boolean noRatios = !before.ratio().containsKey(metric) && !after.ratio().containsKey(metric);
        Run.Interval from = noRatios ? before.absolute(metric) : before.ratio().get(metric);
        Run.Interval to = noRatios ? after.absolute(metric) : after.ratio().get(metric);
        String name = noRatios ? metric : "ratio of " + metric;
        if (to == null) {
            onlyInA.add(key + ": " + name);
        } else if (from == null) {
            onlyInB.add(key + ": " + name);
        } else if (from.value() != 0) {
            compared++;
            double change = (to.value() - from.value()) / Math.abs(from.value());
            if (!from.overlaps(to) && Math.abs(change) * 100 > limitPercent) {
                boolean noisy = from.noisy() || to.noisy();
                Better better = noisy ? Better.NEITHER : directions.getOrDefault(metric, Better.NEITHER);
                changes.add(new Change(key, better.verdict(change), String.format(Locale.ROOT, "%s %s -> %s, %+.1f %%",
                        name, from, to, change * 100)));
            }
        }
    }
}
