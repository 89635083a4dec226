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
package io.zerocopy.lab.load;

import io.zerocopy.lab.protocol.Latencies;
import org.HdrHistogram.Histogram;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Requests are due at their times whatever the answers do, and are measured from then. What is due while all
 * connections are busy waits for the first that is not, so that a stall counts for every request that it delays.
 */
final class OpenLoop extends Requests {

    private final Schedule schedule;
    private final Queue<Exchange> free = new ArrayDeque<>();
    private final Histogram lateness = Latencies.newHistogram();
    private final Runnable wakeUp = this::wakeUp;
    private boolean timed;
    private long sent;
    private long last = Long.MAX_VALUE;

    OpenLoop(Schedule schedule) {
        this.schedule = schedule;
    }

    @Override
    void free(Exchange exchange) {
        free.add(exchange);
        sendDue();
    }

    @Override
    long count() {
        return last;
    }

    /** What is due by now still belongs to the round. */
    @Override
    void stopped() {
        last = Math.max(sent, schedule.dueBy(System.nanoTime()));
        sendDue();
    }

    @Override
    Map<String, ?> facts() {
        return Map.of("lateP99", lateness.getValueAtPercentile(99));
    }

    private void wakeUp() {
        timed = false;
        sendDue();
    }

    private void sendDue() {
        long now = System.nanoTime();
        while (canSend() && schedule.due(sent) <= now) {
            send(free.remove(), schedule.due(sent), now);
            now = System.nanoTime();
        }
        // While all connections are busy, the next answer takes the place of the timer.
        if (canSend() && !timed) {
            timed = true;
            free.element().channel().eventLoop().schedule(wakeUp, schedule.due(sent) - now, TimeUnit.NANOSECONDS);
        }
    }

    private boolean canSend() {
        return !isOver() && sent < last && !free.isEmpty();
    }

    /** Late is what this side has lost, since there was both a request due and the longest free connection. */
    private void send(Exchange exchange, long due, long now) {
        lateness.recordValue(now - Math.max(due, exchange.freeSince()));
        sent++;
        exchange.send(due);
    }
}
