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
package io.zerocopy.netty.jmh;

import java.util.Arrays;

/** What a number of rounds says: their median, since single rounds are often disturbed, and how far to trust it. */
final class Medians {

    /** Half of the normal distribution's 95 % interval, in the deviations of so many tossed coins. */
    private static final double HALF_INTERVAL = 0.98;

    private Medians() {
    }

    static double of(double[] values) {
        double[] sorted = sorted(values);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** The lower end of the median's 95 % interval: each value is below the true median with the chance of a coin. */
    static double low(double[] values) {
        return sorted(values)[valuesToCut(values.length)];
    }

    /** The upper end. */
    static double high(double[] values) {
        return sorted(values)[values.length - 1 - valuesToCut(values.length)];
    }

    private static int valuesToCut(int count) {
        return Math.max(0, (int) (count / 2.0 - HALF_INTERVAL * Math.sqrt(count)));
    }

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
