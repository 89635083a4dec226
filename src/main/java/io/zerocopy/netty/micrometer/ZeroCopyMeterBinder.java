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
package io.zerocopy.netty.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.netty.util.internal.ObjectUtil;
import io.zerocopy.netty.PathState;
import io.zerocopy.netty.Route;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopyMetrics;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Registers what {@link ZeroCopyEventLoopGroup#metrics()} tells as meters, see {@link ZeroCopyMeters}. They cost
 * nothing until they are read.
 */
public final class ZeroCopyMeterBinder implements MeterBinder {

    private static final int[] PERCENTILES = {50, 99};

    private final Supplier<Optional<ZeroCopyEventLoopGroup>> group;
    private final Tags tags;

    /** For the event loops of this group. */
    public ZeroCopyMeterBinder(ZeroCopyEventLoopGroup group) {
        this(group, Tags.empty());
    }

    /** For the event loops of this group; the tags are on every meter, to tell groups apart. */
    public ZeroCopyMeterBinder(ZeroCopyEventLoopGroup group, Iterable<Tag> tags) {
        this(constant(group), tags);
    }

    /** For the group that there is when the meters are read; as long as it is empty, they are 0. */
    public ZeroCopyMeterBinder(Supplier<Optional<ZeroCopyEventLoopGroup>> group) {
        this(group, Tags.empty());
    }

    /** As above; the tags are on every meter. */
    public ZeroCopyMeterBinder(Supplier<Optional<ZeroCopyEventLoopGroup>> group, Iterable<Tag> tags) {
        this.group = ObjectUtil.checkNotNull(group, "group");
        this.tags = Tags.of(ObjectUtil.checkNotNull(tags, "tags"));
    }

    private static Supplier<Optional<ZeroCopyEventLoopGroup>> constant(ZeroCopyEventLoopGroup group) {
        Optional<ZeroCopyEventLoopGroup> present = Optional.of(ObjectUtil.checkNotNull(group, "group"));
        return () -> present;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        SnapshotMeters meters = new SnapshotMeters(registry, new Snapshots(group, registry.config().clock()), tags);
        bindRoutes(meters);
        bindSends(meters);
        bindRings(meters);
        bindTimes(meters);
        bindMemory(meters);
    }

    private static void bindRoutes(SnapshotMeters meters) {
        meters.gauge(ZeroCopyMeters.ACTIVE, metrics -> metrics.isActive() ? 1 : 0);
        for (Route route : Route.values()) {
            SnapshotMeters tagged = meters.with(ZeroCopyMeters.Key.ROUTE, route.name());
            tagged.counter(ZeroCopyMeters.SENT, metrics -> metrics.bytes(route));
            tagged.counter(ZeroCopyMeters.RUNS, metrics -> metrics.runs(route));
        }
        for (PathState state : PathState.values()) {
            meters.with(ZeroCopyMeters.Key.STATE, state.name())
                  .gauge(ZeroCopyMeters.CONNECTIONS, metrics -> metrics.connections(state));
        }
    }

    private static void bindSends(SnapshotMeters meters) {
        meters.with(ZeroCopyMeters.Key.RESULT, "ZERO_COPIED")
              .counter(ZeroCopyMeters.NOTIFICATIONS, ZeroCopyMetrics::notifiedZeroCopied);
        meters.with(ZeroCopyMeters.Key.RESULT, "COPIED")
              .counter(ZeroCopyMeters.NOTIFICATIONS, ZeroCopyMetrics::notifiedCopied);
        meters.gauge(ZeroCopyMeters.IN_FLIGHT, ZeroCopyMetrics::inFlightBytes);
        meters.gauge(ZeroCopyMeters.IN_FLIGHT_SENDS, ZeroCopyMetrics::inFlightSends);
        meters.counter(ZeroCopyMeters.SOCKETS_FULL, ZeroCopyMetrics::fullSockets);
        meters.counter(ZeroCopyMeters.SENDS_SHORT, ZeroCopyMetrics::shortSends);
        meters.counter(ZeroCopyMeters.LEAKED, ZeroCopyMetrics::leakedBytes);
        meters.counter(ZeroCopyMeters.LEAKED_SENDS, ZeroCopyMetrics::leakedSends);
    }

    private static void bindRings(SnapshotMeters meters) {
        meters.gauge(ZeroCopyMeters.SLOTS, ZeroCopyMetrics::slots);
        meters.gauge(ZeroCopyMeters.SLOTS_USE_MAX, ZeroCopyMetrics::maxSlotUsePercent);
        meters.counter(ZeroCopyMeters.SLOTS_EXHAUSTED, ZeroCopyMetrics::slotsExhausted);
        meters.counter(ZeroCopyMeters.COMPLETIONS_OVERFLOWS, ZeroCopyMetrics::completionOverflows);
    }

    private static void bindTimes(SnapshotMeters meters) {
        meters.timer(ZeroCopyMeters.HOLD, ZeroCopyMetrics::holds, ZeroCopyMetrics::totalHoldMicros);
        meters.gauge(ZeroCopyMeters.HOLD_TAIL, ZeroCopyMetrics::tailAmplification);
        for (int percent : PERCENTILES) {
            SnapshotMeters tagged = meters.with(ZeroCopyMeters.Key.PERCENT, String.valueOf(percent));
            tagged.micros(ZeroCopyMeters.HOLD_PERCENTILE, metrics -> metrics.holdMicros(percent));
            tagged.micros(ZeroCopyMeters.LAG_PERCENTILE, metrics -> metrics.lagMicros(percent));
        }
        meters.micros(ZeroCopyMeters.HOLD_MAX, ZeroCopyMetrics::maxHoldMicros);
        meters.micros(ZeroCopyMeters.HOLD_OLDEST, ZeroCopyMetrics::oldestHoldMicros);
        meters.micros(ZeroCopyMeters.LAG_MAX, ZeroCopyMetrics::maxLagMicros);
    }

    private static void bindMemory(SnapshotMeters meters) {
        meters.gauge(ZeroCopyMeters.REGISTERED_MEMORY, ZeroCopyMetrics::registeredMemory);
        meters.gauge(ZeroCopyMeters.REGISTERED_USED, ZeroCopyMetrics::registeredUsed);
        meters.gauge(ZeroCopyMeters.REGISTERED_FREE, ZeroCopyMetrics::registeredFree);
        meters.gauge(ZeroCopyMeters.REGISTERED_IN_FLIGHT, ZeroCopyMetrics::registeredInFlight);
        meters.counter(ZeroCopyMeters.REUSE_STALLS, ZeroCopyMetrics::reuseStalls);
        meters.counter(ZeroCopyMeters.REGISTERED_SENT, ZeroCopyMetrics::registeredBytes);
        meters.counter(ZeroCopyMeters.REGISTERED_MISSES, ZeroCopyMetrics::registeredMisses);
    }
}
