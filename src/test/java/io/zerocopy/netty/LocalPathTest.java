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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** On loopback the kernel copies zero-copy sends: connections must notice and leave it to epoll. */
@Timeout(60)
class LocalPathTest {

    private static final int SIZE = 256 * 1024;
    private static final int MESSAGES = 200;

    private final ZeroCopyEventLoopGroup group = new ZeroCopyEventLoopGroup(1);

    @AfterEach
    void shutDown() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void oneProbeThenCopies() throws Exception {
        long started = System.nanoTime();
        try (TestConnection connection = connect(16384)) {
            connection.drainInBackground();
            send(connection);
            long probes = 1 + (System.nanoTime() - started) / ProbeTimer.FIRST_NANOS;
            ZeroCopyMetrics metrics = group.metrics();
            assertThat(metrics.runs(Route.ZERO_COPY)).isBetween(1L, probes);
            assertThat(metrics.bytes(Route.LOCAL_PATH)).isGreaterThan((long) SIZE * MESSAGES / 2);
            assertThat(metrics.connections(PathState.LOCAL_PATH)).isEqualTo(1);
            assertThat(metrics.toString()).contains("1 LOCAL_PATH");
        }
        await().until(() -> group.metrics().connections(PathState.LOCAL_PATH) == 0);
    }

    @Test
    void theNextConnectionKnowsAlready() throws Exception {
        try (TestConnection first = connect(16384)) {
            first.drainInBackground();
            send(first);
        }
        long before = group.metrics().runs(Route.ZERO_COPY);
        for (int i = 0; i < 20; i++) {
            try (TestConnection next = connect(16384)) {
                next.drainInBackground();
                next.channel.writeAndFlush(message(next)).sync();
            }
        }
        assertThat(group.metrics().runs(Route.ZERO_COPY) - before).isLessThan(10);
    }

    @Test
    void aStalledPeerHoldsNoMoreThanAProbe() throws Exception {
        try (TestConnection connection = connect(16384)) {
            connection.channel.writeAndFlush(connection.channel.alloc().directBuffer(16 * SIZE).writerIndex(16 * SIZE));
            await().until(() -> group.metrics().bytes(Route.LOCAL_PATH) > 0);
            assertThat(group.metrics().bytes(Route.ZERO_COPY)).isBetween(1L, 64L * 1024);
            await().until(() -> group.metrics().connections(PathState.LOCAL_PATH) == 1);
            assertThat(group.metrics().inFlightBytes()).isZero();
        }
    }

    @Test
    void aThresholdOfZeroMeansZeroCopyInAnyCase() throws Exception {
        try (TestConnection connection = connect(0)) {
            connection.drainInBackground();
            send(connection);
            assertThat(group.metrics().bytes(Route.ZERO_COPY)).isEqualTo((long) SIZE * MESSAGES);
        }
    }

    private TestConnection connect(int threshold) throws Exception {
        return TestConnection.builder().group(group)
                .option(ZeroCopyChannelOption.ZERO_COPY_THRESHOLD, threshold)
                .option(ZeroCopyChannelOption.ZERO_COPY_LEARN_PATH, true)
                .open();
    }

    private static void send(TestConnection connection) throws InterruptedException {
        for (int i = 0; i < MESSAGES; i++) {
            connection.channel.writeAndFlush(message(connection)).sync();
        }
    }

    private static ByteBuf message(TestConnection connection) {
        return connection.channel.alloc().directBuffer(SIZE).writerIndex(SIZE);
    }
}
