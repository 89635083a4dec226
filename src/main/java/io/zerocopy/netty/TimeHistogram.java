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

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;

/**
 * How often something took how long, in buckets that are a quarter of a doubling wide, from a microsecond to half an
 * hour. Written by one thread, read by anyone.
 */
final class TimeHistogram {

    private static final VarHandle LONG = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int STEP_BITS = 2;
    private static final int STEPS = 1 << STEP_BITS;
    private static final int DOUBLINGS = 31;
    private static final double PERCENT = 100;

    private final long[] counts = new long[STEPS * DOUBLINGS];

    void record(long nanos) {
        int index = indexOf(TimeUnit.NANOSECONDS.toMicros(nanos));
        LONG.setOpaque(counts, index, counts[index] + 1);
    }

    /** Adds what the other one has counted. */
    void add(TimeHistogram other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += (long) LONG.getOpaque(other.counts, i);
        }
    }

    long count() {
        long total = 0;
        for (int i = 0; i < counts.length; i++) {
            total += (long) LONG.getOpaque(counts, i);
        }
        return total;
    }

    /** The time, in microseconds, that so many percent did not exceed, rounded up to the bucket's end; 0 if empty. */
    long percentileMicros(double percent) {
        long wanted = (long) Math.ceil(count() * percent / PERCENT);
        long seen = 0;
        for (int i = 0; i < counts.length && wanted > 0; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return endOf(i);
            }
        }
        return 0;
    }

    private int indexOf(long micros) {
        if (micros < STEPS) {
            return (int) Math.max(micros, 0);
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros) - STEP_BITS;
        int index = (shift << STEP_BITS) + (int) (micros >>> shift);
        return Math.min(index, counts.length - 1);
    }

    private static long endOf(int index) {
        if (index < STEPS) {
            return index + 1L;
        }
        int shift = (index >> STEP_BITS) - 1;
        return (STEPS + (index & STEPS - 1) + 1L) << shift;
    }
}
