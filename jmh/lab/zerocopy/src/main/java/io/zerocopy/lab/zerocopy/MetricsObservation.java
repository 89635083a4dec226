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
package io.zerocopy.lab.zerocopy;

import io.zerocopy.lab.workloads.Observation;
import io.zerocopy.netty.Route;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopyMetrics;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Which routes the bytes took, and for how long memory was held. Nothing is looked at while a round runs: that would be
 * CPU time of this contender alone.
 */
final class MetricsObservation implements Observation {

    private static final long MAX_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final ZeroCopyEventLoopGroup group;
    private ZeroCopyMetrics before;

    MetricsObservation(ZeroCopyEventLoopGroup group) {
        this.group = group;
    }

    @Override
    public void begin() {
        before = group.metrics();
    }

    @Override
    public Map<String, ?> end() throws InterruptedException {
        long inFlightBytes = group.metrics().inFlightBytes();
        ZeroCopyMetrics after = settled();
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("state", after.state());
        for (Route route : Route.values()) {
            long bytes = after.bytes(route) - before.bytes(route);
            if (bytes != 0) {
                numbers.put("bytes." + route.name().toLowerCase(Locale.ROOT), bytes);
            }
        }
        numbers.put("registeredBytes", after.registeredBytes() - before.registeredBytes());
        numbers.put("registeredMisses", after.registeredMisses() - before.registeredMisses());
        numbers.put("notifiedZeroCopied", after.notifiedZeroCopied() - before.notifiedZeroCopied());
        numbers.put("notifiedCopied", after.notifiedCopied() - before.notifiedCopied());
        numbers.put("fullSockets", after.fullSockets() - before.fullSockets());
        numbers.put("shortSends", after.shortSends() - before.shortSends());
        numbers.put("inFlightBytes", inFlightBytes);
        numbers.put("inFlightBytesAfter", after.inFlightBytes());
        numbers.put("meanHoldMicros", meanHoldMicros(before, after));
        return numbers;
    }

    /** What this round has sent shall be notified in this round, unless the peer holds it back for long. */
    private ZeroCopyMetrics settled() throws InterruptedException {
        long start = System.nanoTime();
        ZeroCopyMetrics metrics = group.metrics();
        while (metrics.inFlightSends() > 0 && System.nanoTime() - start < MAX_WAIT_NANOS) {
            Thread.sleep(1);
            metrics = group.metrics();
        }
        return metrics;
    }

    /** The metrics tell the mean since the group was made, which both snapshots weigh by their notifications. */
    private static double meanHoldMicros(ZeroCopyMetrics before, ZeroCopyMetrics after) {
        long notified = notified(after) - notified(before);
        double held = (double) after.meanHoldMicros() * notified(after)
                - (double) before.meanHoldMicros() * notified(before);
        return notified == 0 ? 0 : Math.max(0, held / notified);
    }

    private static long notified(ZeroCopyMetrics metrics) {
        return metrics.notifiedZeroCopied() + metrics.notifiedCopied();
    }
}
