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

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.zerocopy.netty.PathState;
import io.zerocopy.netty.Route;
import io.zerocopy.netty.ZeroCopy;
import io.zerocopy.netty.ZeroCopyChannelOption;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopySocketChannel;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.awaitility.Awaitility.await;

/** What the meters tell is what the metrics tell. */
@Timeout(60)
class ZeroCopyMeterBinderTest {

    private static final int SIZE = 1 << 20;

    /** The registry keeps nanoseconds and gives them back as microseconds. */
    private static final Offset<Double> ROUNDING = offset(1e-3);

    private final ZeroCopyEventLoopGroup group = new ZeroCopyEventLoopGroup(1);
    private final MockClock clock = new MockClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);

    @AfterEach
    void shutDown() {
        registry.close();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void everyDocumentedMeterIsThereAndNoOther() {
        new ZeroCopyMeterBinder(group).bindTo(registry);
        assertThat(registry.getMeters()).extracting(meter -> meter.getId().getName()).containsOnly(
                Arrays.stream(ZeroCopyMeters.values()).map(ZeroCopyMeters::getName).toArray(String[]::new));
        for (Meter meter : registry.getMeters()) {
            Meter.Id id = meter.getId();
            ZeroCopyMeters documented = Arrays.stream(ZeroCopyMeters.values())
                    .filter(candidate -> candidate.getName().equals(id.getName())).findAny().orElseThrow();
            assertThat(id.getType()).as(id.getName()).isEqualTo(documented.getType());
            assertThat(id.getTags()).as(id.getName()).extracting(Tag::getKey).containsExactly(
                    Arrays.stream(documented.getKeyNames()).map(key -> key.asString()).toArray(String[]::new));
            if (documented.getBaseUnit() != null) {
                assertThat(id.getBaseUnit()).as(id.getName()).isEqualTo(documented.getBaseUnit());
            }
        }
        assertThat(registry.get(ZeroCopyMeters.SENT.getName()).functionCounters().stream()
                           .map(counter -> counter.getId().getTag("route")).collect(Collectors.toSet()))
                .hasSize(Route.values().length);
        assertThat(registry.get(ZeroCopyMeters.CONNECTIONS.getName()).gauges()).hasSize(PathState.values().length);
    }

    @Test
    void everyMeterIsInTheTable() throws Exception {
        String page = Files.readString(Path.of("docs", "metrics.md"));
        for (ZeroCopyMeters meter : ZeroCopyMeters.values()) {
            assertThat(page).contains("\n| `" + meter.getName() + "` |");
        }
    }

    @Test
    void metersTellWhatTheMetricsTell() throws Exception {
        new ZeroCopyMeterBinder(group).bindTo(registry);
        try (ServerSocket server = new ServerSocket(0)) {
            Channel channel = new Bootstrap().group(group).channel(ZeroCopySocketChannel.class)
                    .option(ZeroCopyChannelOption.ZERO_COPY_THRESHOLD, 0)
                    .handler(new ChannelInboundHandlerAdapter())
                    .connect(InetAddress.getLoopbackAddress(), server.getLocalPort()).sync().channel();
            try (Socket peer = server.accept()) {
                channel.writeAndFlush(Unpooled.directBuffer(SIZE).writeZero(SIZE));
                assertThat(peer.getInputStream().readNBytes(SIZE)).hasSize(SIZE);
                await().until(() -> group.metrics().inFlightSends() == 0);
                assertSent();
                assertThat(gauge(ZeroCopyMeters.CONNECTIONS, "state", connected().name())).isEqualTo(1);
            } finally {
                channel.close().sync();
            }
        }
    }

    private void assertSent() {
        assertThat(counter(ZeroCopyMeters.SENT, "route", route().name())).isEqualTo(SIZE);
        assertThat(counter(ZeroCopyMeters.RUNS, "route", route().name()))
                .isPositive().isEqualTo((double) group.metrics().runs(route()));
        assertThat(gauge(ZeroCopyMeters.ACTIVE)).isEqualTo(ZeroCopy.isAvailable() ? 1 : 0);
        double notified = (double) (group.metrics().notifiedCopied() + group.metrics().notifiedZeroCopied());
        assertThat(counter(ZeroCopyMeters.NOTIFICATIONS, "result", "COPIED")
                 + counter(ZeroCopyMeters.NOTIFICATIONS, "result", "ZERO_COPIED")).isEqualTo(notified);
        assertThat(registry.get(ZeroCopyMeters.HOLD.getName()).functionTimer().count()).isEqualTo(notified);
        assertThat(registry.get(ZeroCopyMeters.HOLD.getName()).functionTimer().totalTime(TimeUnit.MICROSECONDS))
                .isCloseTo((double) group.metrics().totalHoldMicros(), ROUNDING);
        assertThat(registry.get(ZeroCopyMeters.HOLD_MAX.getName()).timeGauge().value(TimeUnit.MICROSECONDS))
                .isCloseTo((double) group.metrics().maxHoldMicros(), ROUNDING);
        assertThat(gauge(ZeroCopyMeters.IN_FLIGHT)).isZero();
        assertThat(gauge(ZeroCopyMeters.HOLD_TAIL)).isEqualTo(group.metrics().tailAmplification());
        assertThat(gauge(ZeroCopyMeters.SLOTS)).isEqualTo((double) group.metrics().slots());
        assertThat(gauge(ZeroCopyMeters.REGISTERED_MEMORY)).isEqualTo((double) group.metrics().registeredMemory());
    }

    @Test
    void memoryInUseIsTold() {
        new ZeroCopyMeterBinder(group).bindTo(registry);
        assertThat(gauge(ZeroCopyMeters.REGISTERED_USED)).isZero();
        ByteBuf buffer = group.allocator().directBuffer(SIZE);
        clock.add(1, TimeUnit.SECONDS);
        assertThat(gauge(ZeroCopyMeters.REGISTERED_USED)).isEqualTo((double) group.metrics().registeredUsed());
        assertThat(gauge(ZeroCopyMeters.REGISTERED_FREE))
                .isEqualTo(gauge(ZeroCopyMeters.REGISTERED_MEMORY) - gauge(ZeroCopyMeters.REGISTERED_USED));
        buffer.release();
        clock.add(1, TimeUnit.SECONDS);
        assertThat(gauge(ZeroCopyMeters.REGISTERED_USED)).isZero();
    }

    @Test
    void oneScrapeIsOneSnapshot() {
        int[] asked = new int[1];
        new ZeroCopyMeterBinder(() -> {
            asked[0]++;
            return Optional.of(group);
        }).bindTo(registry);
        scrape();
        assertThat(asked[0]).isEqualTo(1);
        clock.add(Snapshots.FRESH_NANOS + 1, TimeUnit.NANOSECONDS);
        scrape();
        assertThat(asked[0]).isEqualTo(2);
    }

    @Test
    void withoutAGroupMetersAreZeroUntilThereIsOne() {
        ZeroCopyEventLoopGroup[] found = new ZeroCopyEventLoopGroup[1];
        new ZeroCopyMeterBinder(() -> Optional.ofNullable(found[0])).bindTo(registry);
        scrape();
        assertThat(gauge(ZeroCopyMeters.ACTIVE)).isZero();
        found[0] = group;
        assertThat(gauge(ZeroCopyMeters.ACTIVE)).isEqualTo(ZeroCopy.isAvailable() ? 1 : 0);
    }

    @Test
    void metersOutliveTheirBinder() {
        new ZeroCopyMeterBinder(group).bindTo(registry);
        System.gc();
        assertThat(gauge(ZeroCopyMeters.ACTIVE)).isEqualTo(ZeroCopy.isAvailable() ? 1 : 0);
        scrape();
    }

    @Test
    void tagsTellGroupsApart() {
        new ZeroCopyMeterBinder(group, Tags.of("group", "a")).bindTo(registry);
        new ZeroCopyMeterBinder(group, Tags.of("group", "b")).bindTo(registry);
        assertThat(registry.get(ZeroCopyMeters.IN_FLIGHT.getName()).gauges()).hasSize(2);
    }

    @Test
    void nullIsRefused() {
        assertThatThrownBy(() -> new ZeroCopyMeterBinder((ZeroCopyEventLoopGroup) null))
                .isInstanceOf(NullPointerException.class).hasMessageContaining("group");
        assertThatThrownBy(() -> new ZeroCopyMeterBinder(group, null))
                .isInstanceOf(NullPointerException.class).hasMessageContaining("tags");
    }

    private void scrape() {
        for (Meter meter : registry.getMeters()) {
            meter.measure().forEach(measurement -> assertThat(measurement.getValue()).as("%s", meter.getId())
                    .isNotNegative());
        }
    }

    private double counter(ZeroCopyMeters meter, String... tags) {
        return registry.get(meter.getName()).tags(tags).functionCounter().count();
    }

    private double gauge(ZeroCopyMeters meter, String... tags) {
        return registry.get(meter.getName()).tags(tags).gauge().value();
    }

    private static Route route() {
        return ZeroCopy.isAvailable() ? Route.ZERO_COPY : Route.DISABLED;
    }

    private static PathState connected() {
        // On loopback the kernel copies, and its report says so.
        return ZeroCopy.isAvailable() ? PathState.LOCAL_PATH : PathState.DISABLED;
    }
}
