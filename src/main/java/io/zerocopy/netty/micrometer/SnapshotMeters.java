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

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.zerocopy.netty.ZeroCopyMetrics;

import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Registers meters that read snapshots. Registries hold the object of a meter weakly, but its function strongly: so
 * each function holds the snapshots, and lives as long as the registry.
 */
final class SnapshotMeters {

    private final MeterRegistry registry;
    private final Snapshots snapshots;
    private final Tags tags;

    SnapshotMeters(MeterRegistry registry, Snapshots snapshots, Tags tags) {
        this.registry = registry;
        this.snapshots = snapshots;
        this.tags = tags;
    }

    /** The same with one more tag. */
    SnapshotMeters with(ZeroCopyMeters.Key key, String value) {
        return new SnapshotMeters(registry, snapshots, tags.and(key.asString(), value));
    }

    void counter(ZeroCopyMeters meter, ToDoubleFunction<ZeroCopyMetrics> value) {
        FunctionCounter.builder(meter.getName(), snapshots, ignored -> snapshots.read(value))
                       .tags(tags).baseUnit(meter.getBaseUnit()).register(registry);
    }

    void gauge(ZeroCopyMeters meter, ToDoubleFunction<ZeroCopyMetrics> value) {
        Gauge.builder(meter.getName(), () -> snapshots.read(value))
             .tags(tags).baseUnit(meter.getBaseUnit()).register(registry);
    }

    /** A gauge of a time, shown in the registry's own unit. */
    void micros(ZeroCopyMeters meter, ToDoubleFunction<ZeroCopyMetrics> value) {
        TimeGauge.builder(meter.getName(), () -> snapshots.read(value), TimeUnit.MICROSECONDS)
                 .tags(tags).register(registry);
    }

    void timer(ZeroCopyMeters meter, ToLongFunction<ZeroCopyMetrics> count,
               ToDoubleFunction<ZeroCopyMetrics> totalMicros) {
        FunctionTimer.builder(meter.getName(), snapshots,
                             ignored -> (long) snapshots.read(count::applyAsLong),
                             ignored -> snapshots.read(totalMicros), TimeUnit.MICROSECONDS)
                     .tags(tags).register(registry);
    }
}
