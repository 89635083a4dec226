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
import io.zerocopy.lab.protocol.Round;
import org.HdrHistogram.Histogram;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The requests of one round: when they are sent, and how long their answers take. On the event loop only. */
abstract class Requests {

    private final Tally tally = new Tally();
    private final Histogram latencies = Latencies.newHistogram();
    private final CompletableFuture<Void> allAnswered = new CompletableFuture<>();
    private boolean stopped;
    private boolean over;

    /** A connection has nothing to do. */
    abstract void free(Exchange exchange);

    /** How many requests belong to the round, asked once it is stopped. */
    abstract long count();

    /** No more requests belong to the round. */
    abstract void stopped();

    /** Numbers of the kind of loop. */
    abstract Map<String, ?> facts();

    /** The future completes when all requests of the round are answered. */
    final CompletableFuture<Void> stop() {
        stopped = true;
        stopped();
        completeIfAnswered();
        return allAnswered;
    }

    final boolean isOver() {
        return over;
    }

    /** An answer is complete. One that comes after the round is over belongs to none. */
    final void answered(long sinceNanos, long bytes) {
        if (!over) {
            latencies.recordValue(System.nanoTime() - sinceNanos);
            tally.finished(bytes);
            completeIfAnswered();
        }
    }

    final Round round() {
        over = true;
        Map<String, Object> extra = new HashMap<>(facts());
        extra.put("unfinished", count() - tally.messages());
        return tally.round(latencies, extra);
    }

    private void completeIfAnswered() {
        if (stopped && tally.messages() == count()) {
            allAnswered.complete(null);
        }
    }
}
