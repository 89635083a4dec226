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
package io.zerocopy.netty;

import io.zerocopy.netty.LoopCounters.Counter;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What becomes of the counts of several event loops. */
class ZeroCopyMetricsTest {

    private final LoopCounters one = new LoopCounters();
    private final LoopCounters other = new LoopCounters();

    @Test
    void nothingCounted() {
        ZeroCopyMetrics metrics = metrics();
        assertThat(metrics.meanHoldMicros()).isZero();
        assertThat(metrics.tailAmplification()).isZero();
        assertThat(metrics.slots()).isZero();
        assertThat(metrics.maxSlotUsePercent()).isZero();
        assertThat(metrics.toString()).startsWith("zero copy: active\n  connections: ");
    }

    @Test
    void theFullestRingCounts() {
        one.set(Counter.SLOTS, 10);
        one.max(Counter.MAX_IN_FLIGHT_SENDS, 9);
        other.set(Counter.SLOTS, 1000);
        other.max(Counter.MAX_IN_FLIGHT_SENDS, 500);
        other.add(Counter.SLOTS_EXHAUSTED, 3);
        other.add(Counter.CQ_OVERFLOWS, 2);
        ZeroCopyMetrics metrics = metrics();
        assertThat(metrics.slots()).isEqualTo(1010);
        assertThat(metrics.maxSlotUsePercent()).isEqualTo(90);
        assertThat(metrics.slotsExhausted()).isEqualTo(3);
        assertThat(metrics.completionOverflows()).isEqualTo(2);
        assertThat(metrics.toString()).contains("fullest ring so far 90 %, full 3 times");
    }

    @Test
    void theTailIsComparedToTheMedian() {
        for (int i = 0; i < 90; i++) {
            hold(100);
        }
        for (int i = 0; i < 10; i++) {
            hold(10_000);
        }
        ZeroCopyMetrics metrics = metrics();
        assertThat(metrics.holds()).isEqualTo(100);
        assertThat(metrics.meanHoldMicros()).isEqualTo(1090);
        assertThat(metrics.tailAmplification()).isCloseTo(100, within(25.0));
        assertThat(metrics.toString()).contains("held: 1090 us on average");
    }

    @Test
    void routesTellTheirShare() {
        one.routed(Route.ZERO_COPY, 900);
        other.routed(Route.SMALL, 100);
        assertThat(metrics().toString())
                .contains("ZERO_COPY: 1 runs, 900 bytes (90 %)", "SMALL: 1 runs, 100 bytes (10 %)");
    }

    private void hold(long micros) {
        one.holds().record(TimeUnit.MICROSECONDS.toNanos(micros));
        one.add(Counter.HOLD_NANOS, TimeUnit.MICROSECONDS.toNanos(micros));
    }

    private ZeroCopyMetrics metrics() {
        return new ZeroCopyMetrics(List.of(one, other), List.of(), ZeroCopyMetrics.ACTIVE);
    }
}
