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

import java.util.concurrent.TimeUnit;

/**
 * Looks now and then for how long the oldest send has been in flight, and whether peers have stalled. Runs on the event
 * loop, and only while something is in flight.
 */
final class HoldWatch {

    private static final int PERIOD_MILLIS = 500;

    private final LoopTimer timer;
    private final InFlightTable inFlight;
    private final LoopCounters counters;
    private boolean running;

    HoldWatch(LoopTimer timer, InFlightTable inFlight, LoopCounters counters) {
        this.timer = timer;
        this.inFlight = inFlight;
        this.counters = counters;
    }

    /** Something is in flight. */
    void start() {
        if (!running) {
            running = true;
            schedule();
        }
    }

    private void schedule() {
        timer.schedule(this::look, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        counters.set(Counter.OLDEST_HOLD_NANOS, 0);
        if (inFlight.isEmpty()) {
            running = false;
            return;
        }
        // First, since handlers run in what follows.
        schedule();
        long now = System.nanoTime();
        inFlight.forEach(send -> {
            counters.max(Counter.OLDEST_HOLD_NANOS, now - send.acceptedAt());
            send.channel().checkHold(now);
        });
    }
}
