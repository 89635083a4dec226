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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class StatisticsTest {

    private static final double EXACT = 1e-12;

    @Test
    void medianIsTheMiddleOrBetweenTheTwoMiddleOnes() {
        assertThat(Statistics.median(new double[] {9, 1, 5})).isEqualTo(5);
        assertThat(Statistics.median(new double[] {4, 1, 3, 100})).isEqualTo(3.5);
    }

    @Test
    void spreadIsHalfTheInterquartileRangeOfTheMedian() {
        // Quartiles 20 and 40, median 30.
        assertThat(Statistics.spread(new double[] {10, 20, 30, 40, 50})).isEqualTo(10.0 / 30, within(EXACT));
        assertThat(Statistics.spread(new double[] {7, 7, 7})).isZero();
    }

    @Test
    void noValuesAreRefused() {
        assertThatThrownBy(() -> Statistics.median(new double[0])).hasMessage("no values");
    }

    @Test
    void ratioComparesRoundsOfTheSameNumber() {
        // The machine became half as fast in the middle: the rounds' own ratios do not see it.
        Ratio ratio = Statistics.ratio(new double[] {8, 8, 4, 4}, new double[] {10, 10, 5, 5});
        assertThat(ratio.value()).isEqualTo(0.8, within(EXACT));
        assertThat(ratio.low()).isEqualTo(0.8, within(EXACT));
        assertThat(ratio.noisy()).isFalse();
    }

    @Test
    void ratioToNothingIsNone() {
        assertThat(Statistics.ratio(new double[] {1, 2}, new double[] {1, 0})).isNull();
    }

    @Test
    void intervalLeavesOutAsManyAsTheBinomialDistributionAllows() {
        // 2^-6 is below 2.5 %, but 7 of 2^6 is not; 10 of 2^9 is, 56 of 2^9 is not.
        assertThat(Statistics.valuesToCut(1)).isZero();
        assertThat(Statistics.valuesToCut(5)).isZero();
        assertThat(Statistics.valuesToCut(8)).isZero();
        assertThat(Statistics.valuesToCut(9)).isEqualTo(1);
        assertThat(Statistics.valuesToCut(12)).isEqualTo(2);
        assertThat(Statistics.valuesToCut(15)).isEqualTo(3);
    }

    @Test
    void oneOutlierOfNineDoesNotMakeNoise() {
        double[] baseline = {1, 1, 1, 1, 1, 1, 1, 1, 1};
        Ratio ratio = Statistics.ratio(new double[] {0.5, 0.5, 0.51, 0.5, 3, 0.49, 0.5, 0.5, 0.5}, baseline);
        assertThat(ratio).isEqualTo(new Ratio(0.5, 0.5, 0.51, false));
        Ratio two = Statistics.ratio(new double[] {0.5, 0.5, 0.51, 0.5, 3, 3, 0.5, 0.5, 0.5}, baseline);
        assertThat(two).isEqualTo(new Ratio(0.5, 0.5, 3, true));
    }
}
