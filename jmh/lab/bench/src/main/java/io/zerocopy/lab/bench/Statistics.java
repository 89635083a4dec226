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

import java.util.Arrays;

/** What a handful of rounds says: medians, since single rounds are often disturbed, and how far to trust them. */
final class Statistics {

    private static final double LEVEL = 0.95;

    private Statistics() {
    }

    static double median(double[] values) {
        return quantile(sorted(values), 0.5);
    }

    /** Half the interquartile range, as a share of the median. */
    static double spread(double[] values) {
        double[] sorted = sorted(values);
        double median = quantile(sorted, 0.5);
        return median == 0 ? 0 : (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 2 / Math.abs(median);
    }

    /**
     * Compares rounds of the same number, which saw the same weather.
     *
     * @return {@code null} if the baseline has a round of zero, to which nothing can be compared
     */
    static Ratio ratio(double[] values, double[] baseline) {
        double[] ratios = new double[Math.min(values.length, baseline.length)];
        for (int i = 0; i < ratios.length; i++) {
            if (baseline[i] == 0) {
                return null;
            }
            ratios[i] = values[i] / baseline[i];
        }
        return ratios.length == 0 ? null : intervalOfMedian(ratios);
    }

    /**
     * The median, and between which of the sorted values the true one lies with 95 percent confidence: each value is
     * below it with the chance of a coin. Fewer than six values cannot give that confidence; then it is all of them.
     */
    private static Ratio intervalOfMedian(double[] values) {
        double[] sorted = sorted(values);
        int cut = valuesToCut(sorted.length);
        return Ratio.of(quantile(sorted, 0.5), sorted[cut], sorted[sorted.length - 1 - cut]);
    }

    /** How many of the smallest, and of the largest, values may be left out. */
    static int valuesToCut(int count) {
        double chance = Math.pow(0.5, count);
        double below = chance;
        int cut = 0;
        while (true) {
            chance *= (double) (count - cut) / (cut + 1);
            below += chance;
            if (below > (1 - LEVEL) / 2) {
                return cut;
            }
            cut++;
        }
    }

    private static double[] sorted(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
