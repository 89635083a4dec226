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
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Memory that a peer keeps pinned: for how long, and who gets to know. */
@Timeout(60)
class HoldTest {

    private static final int SIZE = 1 << 20;

    @Test
    void aPeerThatTakesNothingIsResetAndTheMemoryComesBack() throws Exception {
        try (TestConnection connection = open(1000)) {
            BlockingQueue<Throwable> causes = recordCauses(connection);
            ByteBuf buffer = Unpooled.directBuffer(SIZE).writeZero(SIZE);
            long start = System.nanoTime();
            ChannelFuture write = connection.channel.writeAndFlush(buffer.retain());
            assertThat(connection.channel.closeFuture().await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isBetween(900L, 10_000L);
            assertThat(causes.poll(1, TimeUnit.SECONDS)).isInstanceOf(HoldTimeoutException.class)
                    .hasMessageContaining("1000 ms");
            await().until(() -> buffer.refCnt() == 1);
            assertThat(write.await(1000)).isTrue();
            assertThat(connection.metrics().inFlightBytes()).isZero();
            buffer.release();
        }
    }

    @Test
    void aSlowPeerIsLeftInPeace() throws Exception {
        try (TestConnection connection = open(1500)) {
            BlockingQueue<Throwable> causes = recordCauses(connection);
            connection.config().setZeroCopyThreshold(0);
            List<ByteBuf> buffers = new ArrayList<>();
            int pieces = 12;
            for (int i = 0; i < pieces; i++) {
                ByteBuf buffer = Unpooled.directBuffer(SIZE / 4).writeZero(SIZE / 4);
                buffers.add(buffer);
                connection.channel.writeAndFlush(buffer.retain());
            }
            // Longer than the time-out altogether, but something is taken again and again.
            byte[] some = new byte[SIZE / 4];
            for (int i = 0; i < pieces; i++) {
                connection.peer.getInputStream().readNBytes(some, 0, some.length);
                Thread.sleep(300);
            }
            assertThat(connection.channel.isOpen()).isTrue();
            assertThat(causes).isEmpty();
            await().until(() -> buffers.stream().allMatch(buffer -> buffer.refCnt() == 1));
            buffers.forEach(ByteBuf::release);
        }
    }

    @Test
    void zeroMeansForEver() throws Exception {
        try (TestConnection connection = open(0)) {
            connection.channel.writeAndFlush(Unpooled.directBuffer(SIZE).writeZero(SIZE));
            Thread.sleep(1500);
            assertThat(connection.channel.isOpen()).isTrue();
            assertThat(connection.metrics().inFlightBytes()).isPositive();
            assertThat(connection.metrics().oldestHoldMicros()).isBetween(500_000L, 30_000_000L);
            connection.drainInBackground();
            await().until(() -> connection.metrics().oldestHoldMicros() == 0);
            assertThat(connection.metrics().holdMicros(99)).isBetween(1_000_000L, 40_000_000L);
        }
    }

    @Test
    void writabilityCountsWhatIsInFlightIfWanted() throws Exception {
        try (TestConnection connection = open(0)) {
            connection.config().setWriteBufferWaterMark(new WriteBufferWaterMark(SIZE, 2 * SIZE));
            connection.channel.writeAndFlush(Unpooled.directBuffer(3 * SIZE).writeZero(3 * SIZE)).sync();
            // As with Netty: the outbound buffer is empty. It says so after it has completed the future.
            await().until(connection.channel::isWritable);

            connection.config().setZeroCopyWritability(true);
            connection.channel.writeAndFlush(Unpooled.directBuffer(SIZE / 2).writeZero(SIZE / 2)).sync();
            await().until(() -> !connection.channel.isWritable());
            assertThat(connection.metrics().inFlightBytes()).isGreaterThan(2 * SIZE);

            connection.drainInBackground();
            await().until(connection.channel::isWritable);
            assertThat(connection.metrics().inFlightBytes()).isLessThanOrEqualTo(SIZE);
        }
    }

    @Test
    void writabilityComesBackWhenTheOptionIsTakenBack() throws Exception {
        try (TestConnection connection = open(0)) {
            connection.config().setWriteBufferWaterMark(new WriteBufferWaterMark(SIZE / 2, SIZE));
            connection.config().setZeroCopyWritability(true);
            connection.channel.writeAndFlush(Unpooled.directBuffer(2 * SIZE).writeZero(2 * SIZE)).sync();
            await().until(() -> !connection.channel.isWritable());
            connection.config().setZeroCopyWritability(false);
            connection.channel.writeAndFlush(Unpooled.directBuffer(SIZE / 4).writeZero(SIZE / 4)).sync();
            await().until(connection.channel::isWritable);
        }
    }

    private static TestConnection open(int holdTimeoutMillis) throws Exception {
        return TestConnection.builder().option(ChannelOption.SO_SNDBUF, 8 * SIZE)
                .option(ZeroCopyChannelOption.ZERO_COPY_HOLD_TIMEOUT, holdTimeoutMillis).open();
    }

    private static BlockingQueue<Throwable> recordCauses(TestConnection connection) {
        BlockingQueue<Throwable> causes = new LinkedBlockingQueue<>();
        connection.channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                causes.add(cause);
            }
        });
        return causes;
    }
}
