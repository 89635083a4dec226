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

/**
 * A contender's metric as a multiple of the baseline's.
 *
 * @param value the median over the rounds
 * @param low the lower end of the median's 95 percent interval
 * @param high its upper end
 * @param noisy whether it should not be relied upon
 */
record Ratio(double value, double low, double high, boolean noisy) {

    /**
     * Half the width of the interval, as a share of the value, beyond which a ratio is noisy. Two runs whose ratios are
     * not noisy agree within twice as much.
     */
    private static final double TOLERANCE = 0.05;

    static Ratio of(double value, double low, double high) {
        return new Ratio(value, low, high, (high - low) / 2 > TOLERANCE * value);
    }

    /** For a reason that the interval does not show. */
    Ratio asNoisy() {
        return new Ratio(value, low, high, true);
    }
}
