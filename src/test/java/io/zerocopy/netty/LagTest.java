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

import io.netty.channel.EventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** How late event loops are, while somebody wants to know, and what each of them has counted. */
@Timeout(60)
class LagTest {

    private static final int BLOCKED_MILLIS = 400;

    private final ZeroCopyEventLoopGroup group = new ZeroCopyEventLoopGroup(2);

    @AfterEach
    void shutDown() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void aBlockedLoopIsLate() throws Exception {
        group.watchLag(1, TimeUnit.MILLISECONDS);
        await().until(() -> group.metricsByLoop().stream().allMatch(loop -> loop.lagMicros(50) > 0));
        block(first());
        await().until(() -> group.metrics().maxLagMicros() >= (BLOCKED_MILLIS - 50) * 1000);

        List<ZeroCopyMetrics> loops = group.metricsByLoop();
        assertThat(loops).hasSize(2);
        assertThat(group.metrics().maxLagMicros())
                .isGreaterThanOrEqualTo(Math.max(loops.get(0).maxLagMicros(), loops.get(1).maxLagMicros()));
        assertThat(loops.get(0).maxLagMicros()).isGreaterThanOrEqualTo((BLOCKED_MILLIS - 50) * 1000);
        // The ticks that it missed count as well: it was late not once but some hundred times.
        assertThat(loops.get(0).lagMicros(98)).isGreaterThan(BLOCKED_MILLIS / 4 * 1000);
        assertThat(group.metrics().toString()).contains("event loops are late by ");
    }

    @Test
    void nothingIsMeasuredUnlessWanted() throws Exception {
        assertThat(group.metrics().toString()).doesNotContain("late");
        block(first());
        assertThat(group.metrics().lagMicros(100)).isZero();

        group.watchLag(5, TimeUnit.MILLISECONDS);
        await().until(() -> group.metricsByLoop().stream().allMatch(loop -> loop.lagMicros(50) > 0));
        group.watchLag(0, TimeUnit.MILLISECONDS);
        assertBlockingIsNotMeasured();
    }

    @Test
    void anotherIntervalTakesThePlaceOfTheFirst() throws Exception {
        group.watchLag(5, TimeUnit.MILLISECONDS);
        group.watchLag(1, TimeUnit.HOURS);
        assertBlockingIsNotMeasured();
    }

    @Test
    void tooShortIntervalsAreRefused() {
        assertThatThrownBy(() -> group.watchLag(999, TimeUnit.MICROSECONDS))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("999 MICROSECONDS");
        assertThatThrownBy(() -> group.watchLag(-1, TimeUnit.SECONDS)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aGroupThatEndsIsNotHeldUp() {
        group.watchLag(1, TimeUnit.MILLISECONDS);
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS);
        assertThat(group.terminationFuture().awaitUninterruptibly(10, TimeUnit.SECONDS)).isTrue();
        group.watchLag(1, TimeUnit.MILLISECONDS);
        group.watchLag(0, TimeUnit.MILLISECONDS);
    }

    @Test
    void eachLoopCountsForItself() throws Exception {
        try (TestConnection connection = TestConnection.builder().group(group)
                .option(ZeroCopyChannelOption.ZERO_COPY_THRESHOLD, -1).open()) {
            int size = 1 << 16;
            connection.drainInBackground();
            connection.channel.writeAndFlush(connection.channel.alloc().buffer(size).writeZero(size)).sync();
            await().until(() -> group.metrics().bytes(Route.DISABLED) == size);
            assertThat(group.metricsByLoop()).extracting(loop -> loop.bytes(Route.DISABLED))
                    .containsExactlyInAnyOrder((long) size, 0L);
            assertThat(group.metricsByLoop()).extracting(ZeroCopyMetrics::state).containsOnly(group.metrics().state());
        }
    }

    private void assertBlockingIsNotMeasured() throws InterruptedException {
        // Behind what the loop was asked for last.
        first().submit(() -> { }).sync();
        long max = group.metricsByLoop().get(0).maxLagMicros();
        block(first());
        first().submit(() -> { }).sync();
        assertThat(group.metricsByLoop().get(0).maxLagMicros()).isEqualTo(max);
    }

    private EventLoop first() {
        return (EventLoop) group.iterator().next();
    }

    private static void block(EventLoop loop) throws InterruptedException {
        loop.submit(() -> {
            Thread.sleep(BLOCKED_MILLIS);
            return null;
        }).sync();
    }
}
