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

import org.junit.jupiter.api.Test;

import java.util.Random;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class TimeHistogramTest {

    @Test
    void anEmptyOneSaysNothing() {
        assertThat(new TimeHistogram().percentileMicros(99)).isZero();
    }

    @Test
    void everyTimeFallsIntoABucketNotMuchWider() {
        Random random = new Random(1);
        for (int bits = 0; bits < 30; bits++) {
            for (int i = 0; i < 100; i++) {
                long micros = (1L << bits) + (bits == 0 ? 0 : random.nextInt(1 << bits));
                TimeHistogram histogram = new TimeHistogram();
                histogram.record(TimeUnit.MICROSECONDS.toNanos(micros));
                assertThat(histogram.percentileMicros(50)).as("%s us", micros)
                        .isGreaterThan(micros).isLessThanOrEqualTo(micros + micros / 4 + 1);
            }
        }
    }

    @Test
    void percentilesAreThoseOfAllThatWasAdded() {
        TimeHistogram histogram = new TimeHistogram();
        for (int i = 0; i < 99; i++) {
            TimeHistogram one = new TimeHistogram();
            one.record(TimeUnit.MICROSECONDS.toNanos(100));
            histogram.add(one);
        }
        TimeHistogram slow = new TimeHistogram();
        slow.record(TimeUnit.SECONDS.toNanos(1));
        histogram.add(slow);
        assertThat(histogram.percentileMicros(50)).isBetween(100L, 125L);
        assertThat(histogram.percentileMicros(99)).isBetween(100L, 125L);
        assertThat(histogram.percentileMicros(100)).isBetween(1_000_000L, 1_250_000L);
    }

    @Test
    void whatIsOutOfRangeIsCountedAtTheEnd() {
        TimeHistogram histogram = new TimeHistogram();
        histogram.record(-5);
        assertThat(histogram.percentileMicros(100)).isEqualTo(1);
        histogram.record(Long.MAX_VALUE);
        assertThat(histogram.percentileMicros(100)).isGreaterThan(TimeUnit.MINUTES.toMicros(30));
    }
}
