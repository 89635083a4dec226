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

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The limits of one group, and that they hold. Those of bytes in flight are tried by {@link SlowReadersTest}. */
@Timeout(60)
class ZeroCopyLimitsTest {

    private static final ZeroCopyLimits DEFAULTS = ZeroCopyLimits.defaults();
    private static final int SIZE = 3 << 20;

    @Test
    void theDefaultsAreThoseOfTheProcess() {
        assertThat(DEFAULTS.loopInFlightLimit()).isEqualTo(ZeroCopyDefaults.loopInFlightLimit());
        assertThat(DEFAULTS.groupInFlightLimit()).isEqualTo(ZeroCopyDefaults.groupInFlightLimit());
        assertThat(DEFAULTS.arenaLimit()).isEqualTo(ZeroCopyDefaults.arenaLimit());
        assertThat(DEFAULTS.slots()).isEqualTo(ZeroCopyDefaults.slots());
        assertThat(DEFAULTS.shutdownDrainMillis()).isEqualTo(ZeroCopyDefaults.shutdownDrainMillis());
    }

    @Test
    void eachIsSetByItself() {
        ZeroCopyLimits all = DEFAULTS.withLoopInFlightLimit(1).withGroupInFlightLimit(2).withArenaLimit(3).withSlots(4)
                .withShutdownDrainMillis(5);
        assertThat(all.loopInFlightLimit()).isEqualTo(1);
        assertThat(all.groupInFlightLimit()).isEqualTo(2);
        assertThat(all.arenaLimit()).isEqualTo(3);
        assertThat(all.slots()).isEqualTo(4);
        assertThat(all.shutdownDrainMillis()).isEqualTo(5);
        assertThat(DEFAULTS.slots()).isEqualTo(ZeroCopyDefaults.slots());
    }

    @Test
    void nonsenseIsRefusedByName() {
        assertThatThrownBy(() -> DEFAULTS.withLoopInFlightLimit(-1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("loopInFlightLimit");
        assertThatThrownBy(() -> DEFAULTS.withGroupInFlightLimit(-1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("groupInFlightLimit");
        assertThatThrownBy(() -> DEFAULTS.withArenaLimit(-1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("arenaLimit");
        assertThatThrownBy(() -> DEFAULTS.withSlots(0))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("slots: 0 (expected: 1-32768)");
        assertThatThrownBy(() -> DEFAULTS.withSlots(ZeroCopyLimits.MAX_SLOTS + 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("slots");
        assertThatThrownBy(() -> DEFAULTS.withShutdownDrainMillis(-1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("shutdownDrainMillis");
        assertThatThrownBy(() -> new ZeroCopyEventLoopGroup(1, (ZeroCopyLimits) null))
                .isInstanceOf(NullPointerException.class).hasMessageContaining("limits");
    }

    @Test
    void moreSendsThanSlotsAreCopied() throws Exception {
        ZeroCopyEventLoopGroup group = new ZeroCopyEventLoopGroup(1, DEFAULTS.withSlots(1));
        try (TestConnection connection = stalled(group)) {
            connection.channel.writeAndFlush(group.allocator().directBuffer(SIZE).writeZero(SIZE)).sync();
            // The event loop counts after it has written.
            group.submit(() -> { }).sync();
            ZeroCopyMetrics metrics = group.metrics();
            assertThat(metrics.slots()).isEqualTo(1);
            assertThat(metrics.inFlightSends()).isEqualTo(1);
            assertThat(metrics.maxSlotUsePercent()).isEqualTo(100);
            assertThat(metrics.slotsExhausted()).isPositive();
            assertThat(metrics.bytes(Route.BUDGET)).isPositive();
            assertThat(metrics.bytes(Route.ZERO_COPY) + metrics.bytes(Route.BUDGET)).isEqualTo(SIZE);
            assertThat(metrics.completionOverflows()).isZero();
            assertThat(connection.peer.getInputStream().readNBytes(SIZE)).hasSize(SIZE);
        } finally {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        }
    }

    @Test
    void withoutRegisteredMemoryBuffersComeFromElsewhere() throws Exception {
        ZeroCopyEventLoopGroup group = new ZeroCopyEventLoopGroup(1, DEFAULTS.withArenaLimit(0));
        try (TestConnection connection = TestConnection.builder().group(group).open()) {
            connection.drainInBackground();
            ByteBuf buffer = connection.channel.alloc().directBuffer(SIZE).writeZero(SIZE);
            connection.channel.writeAndFlush(buffer).sync();
            // All but what a full socket may have left, if that is small.
            assertThat(group.metrics().bytes(Route.ZERO_COPY)).isGreaterThan(SIZE - ZeroCopyDefaults.threshold());
            assertThat(group.metrics().registeredBytes()).isZero();
            assertThat(group.metrics().registeredMemory()).isZero();
            assertThat(group.metrics().registeredMisses()).isPositive();
        } finally {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        }
    }

    @Test
    void aGroupThatEndsWaitsAsLongAsItWasTold() throws Exception {
        ZeroCopyEventLoopGroup group = new ZeroCopyEventLoopGroup(1, DEFAULTS.withShutdownDrainMillis(20_000));
        // The group closes it.
        TestConnection connection = stalled(group);
        try (Socket peer = connection.peer) {
            connection.channel.writeAndFlush(group.allocator().directBuffer(SIZE).writeZero(SIZE)).sync();
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS);
            // Much longer than by default.
            assertThat(group.awaitTermination(1500, TimeUnit.MILLISECONDS)).isFalse();
            peer.getInputStream().transferTo(OutputStream.nullOutputStream());
            assertThat(group.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            assertThat(group.metrics().leakedSends()).isZero();
        }
        await().until(() -> group.metrics().registeredMemory() == 0);
    }

    /** The peer's socket takes a part of what is sent, and nobody reads it. */
    private static TestConnection stalled(ZeroCopyEventLoopGroup group) throws Exception {
        return TestConnection.builder().group(group).option(ChannelOption.SO_SNDBUF, 8 << 20).open();
    }
}
