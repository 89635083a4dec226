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

/** What one event loop has in flight, counted wherever somebody asks for it, and how much more it may have. */
final class LoopBudget {

    private final long limit;
    private final GroupBudget group;
    private final LoopCounters counters;

    LoopBudget(long limit, GroupBudget group, LoopCounters counters) {
        this.limit = limit;
        this.group = group;
        this.counters = counters;
    }

    /** The bytes that may be added to those in flight now. */
    long left() {
        return Math.min(limit - counters.get(Counter.IN_FLIGHT_BYTES), group.left());
    }

    /** The kernel has taken what it will take of the send. */
    void accepted(InFlightSend send) {
        add(send, send.acceptedBytes(), 1);
        counters.max(Counter.MAX_IN_FLIGHT_SENDS, counters.get(Counter.IN_FLIGHT_SENDS));
    }

    /** The kernel is done with the send, or nobody waits for it any more. */
    void ended(InFlightSend send) {
        add(send, -send.acceptedBytes(), -1);
    }

    private void add(InFlightSend send, long bytes, int count) {
        group.add(bytes);
        counters.add(Counter.IN_FLIGHT_BYTES, bytes);
        counters.add(Counter.IN_FLIGHT_SENDS, count);
        if (send.arena() != null) {
            send.arena().countInFlight(bytes);
        }
    }
}
