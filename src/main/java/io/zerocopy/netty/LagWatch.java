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

import io.netty.channel.EventLoop;
import io.zerocopy.netty.LoopCounters.Counter;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Measures how late an event loop runs what is due. Ticks come at a fixed rate: those that a blocked loop missed are
 * made up for, each with its own lag, as every event that came meanwhile had to wait.
 */
final class LagWatch {

    private final EventLoop eventLoop;
    private final LoopCounters counters;
    private Future<?> ticks;
    private long due;

    LagWatch(EventLoop eventLoop, LoopCounters counters) {
        this.eventLoop = eventLoop;
        this.counters = counters;
    }

    /** Looks at these intervals from now on, {@code 0} for not any more. On the event loop. */
    void every(long intervalNanos) {
        if (ticks != null) {
            ticks.cancel(false);
            ticks = null;
        }
        if (intervalNanos > 0) {
            due = System.nanoTime() + intervalNanos;
            ticks = eventLoop.scheduleAtFixedRate(() -> tick(intervalNanos), intervalNanos, intervalNanos,
                    TimeUnit.NANOSECONDS);
        }
    }

    private void tick(long intervalNanos) {
        long lag = Math.max(System.nanoTime() - due, 0);
        counters.lags().record(lag);
        counters.max(Counter.MAX_LAG_NANOS, lag);
        due += intervalNanos;
    }
}
