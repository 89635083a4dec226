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

import io.micrometer.core.instrument.Clock;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopyMetrics;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** A registry reads meter by meter: what belongs to one scrape comes from one snapshot. */
final class Snapshots {

    static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Supplier<Optional<ZeroCopyEventLoopGroup>> group;
    private final Clock clock;
    private ZeroCopyMetrics latest;
    private long takenAt;

    Snapshots(Supplier<Optional<ZeroCopyEventLoopGroup>> group, Clock clock) {
        this.group = group;
        this.clock = clock;
    }

    /** The value in a snapshot that is fresh enough; 0 as long as there is no group. */
    synchronized double read(ToDoubleFunction<ZeroCopyMetrics> value) {
        long now = clock.monotonicTime();
        if (latest == null || now - takenAt > FRESH_NANOS) {
            latest = group.get().map(ZeroCopyEventLoopGroup::metrics).orElse(null);
            takenAt = now;
        }
        return latest == null ? 0 : value.applyAsDouble(latest);
    }
}
