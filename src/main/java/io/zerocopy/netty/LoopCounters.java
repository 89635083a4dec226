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

/**
 * What one event loop counted. Written by the loop's thread alone, read by anyone: a plain increment with an
 * opaque store, no atomic operation.
 */
final class LoopCounters {

    /** The counters that are not kept per {@link Route}. */
    enum Counter {
        NOTIFIED_ZERO_COPIED, NOTIFIED_COPIED, REGISTERED_BYTES, SENDS_FULL, SENDS_SHORT, IN_FLIGHT_BYTES,
        IN_FLIGHT_SENDS, HOLD_NANOS, MAX_HOLD_NANOS, OLDEST_HOLD_NANOS, LEAKED_BYTES,
        LEAKED_SENDS, MAX_LAG_NANOS, SLOTS, MAX_IN_FLIGHT_SENDS, SLOTS_EXHAUSTED, CQ_OVERFLOWS
    }

    private static final VarHandle LONG = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int ROUTES = Route.ALL.length;

    private final long[] runs = new long[ROUTES];
    private final long[] bytes = new long[ROUTES];
    private final long[] counters = new long[Counter.values().length];
    private final TimeHistogram holds = new TimeHistogram();
    private final TimeHistogram lags = new TimeHistogram();
    private final long[] connections = new long[PathState.ALL.length];

    void routed(Route route, long sentBytes) {
        int index = route.ordinal();
        LONG.setOpaque(runs, index, runs[index] + 1);
        LONG.setOpaque(bytes, index, bytes[index] + sentBytes);
    }

    void add(Counter counter, long amount) {
        int index = counter.ordinal();
        LONG.setOpaque(counters, index, counters[index] + amount);
    }

    void set(Counter counter, long value) {
        LONG.setOpaque(counters, counter.ordinal(), value);
    }

    void max(Counter counter, long value) {
        int index = counter.ordinal();
        if (value > counters[index]) {
            LONG.setOpaque(counters, index, value);
        }
    }

    /** From sends to their notifications. */
    TimeHistogram holds() {
        return holds;
    }

    /** How late the event loop ran what was due. */
    TimeHistogram lags() {
        return lags;
    }

    /** A connection went from one state to another; {@code null} stands for none. */
    void moved(PathState from, PathState to) {
        addConnections(from, -1);
        addConnections(to, 1);
    }

    long connections(PathState state) {
        return (long) LONG.getOpaque(connections, state.ordinal());
    }

    long runs(Route route) {
        return (long) LONG.getOpaque(runs, route.ordinal());
    }

    long bytes(Route route) {
        return (long) LONG.getOpaque(bytes, route.ordinal());
    }

    long get(Counter counter) {
        return (long) LONG.getOpaque(counters, counter.ordinal());
    }

    private void addConnections(PathState state, int number) {
        if (state != null) {
            int index = state.ordinal();
            LONG.setOpaque(connections, index, connections[index] + number);
        }
    }
}
