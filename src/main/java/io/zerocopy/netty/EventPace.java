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

import io.netty.util.concurrent.FastThreadLocal;

import java.util.concurrent.TimeUnit;

/**
 * Lets one event be recorded in a millisecond. An event loop can send a hundred thousand times a second, and recording
 * each would cost a few percent of its throughput.
 */
final class EventPace {

    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Long ago. */
    private long recordedAt = System.nanoTime() - TimeUnit.HOURS.toNanos(1);
    private int sinceThen;

    static FastThreadLocal<EventPace> forEachLoop() {
        return new FastThreadLocal<>() {
            @Override
            protected EventPace initialValue() {
                return new EventPace();
            }
        };
    }

    /**
     * Something has happened.
     *
     * @return for how many of these an event is to be recorded now, or {@code 0} for no event
     */
    int next(long now) {
        sinceThen++;
        if (now - recordedAt < INTERVAL_NANOS) {
            return 0;
        }
        int happened = sinceThen;
        recordedAt = now;
        sinceThen = 0;
        return happened;
    }
}
