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

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultSelectStrategyFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.SelectStrategy;
import io.netty.channel.SelectStrategyFactory;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.RejectedExecutionHandlers;
import io.netty.util.concurrent.ThreadPerTaskExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Memory comes back soon after the kernel's notification, to the right owner, and an idle loop sleeps.
 */
@Timeout(60)
class ReleaseTest {

    private static final int SIZE = 512 * 1024;

    /**
     * The last bytes are read by the peer at a known time; on loopback the acknowledgement, and with it the
     * notification, follows within microseconds. Nothing else wakes the loop.
     */
    @Test
    void anIdleConnectionsBufferIsReleasedWithinFiveMilliseconds() throws Exception {
        List<Long> micros = new ArrayList<>();
        try (TestConnection connection = TestConnection.builder().option(ChannelOption.SO_SNDBUF, 4 * SIZE).open()) {
            InputStream in = connection.peer.getInputStream();
            for (int round = 0; round < 30; round++) {
                ByteBuf message = Unpooled.directBuffer(SIZE).writeZero(SIZE);
                connection.channel.writeAndFlush(message.retain());
                await().pollInterval(1, TimeUnit.MILLISECONDS)
                        .until(() -> connection.metrics().inFlightBytes() == SIZE);
                Thread.sleep(5);
                assertThat(message.refCnt()).isGreaterThan(1);
                in.readNBytes(SIZE);
                long read = System.nanoTime();
                while (message.refCnt() > 1) {
                    Thread.onSpinWait();
                }
                micros.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - read));
                message.release();
            }
        }
        micros.sort(null);
        assertThat(micros.get(micros.size() / 2)).as("median of %s", micros).isLessThan(5000);
    }

    @Test
    void anIdleLoopMakesNoPeriodicWakeUps() throws Exception {
        AtomicLong iterations = new AtomicLong();
        SelectStrategyFactory counting = () -> {
            SelectStrategy normal = DefaultSelectStrategyFactory.INSTANCE.newSelectStrategy();
            return (supplier, hasTasks) -> {
                iterations.incrementAndGet();
                return normal.calculateStrategy(supplier, hasTasks);
            };
        };
        ZeroCopyEventLoopGroup group = new ZeroCopyEventLoopGroup(1, counting);
        try (TestConnection connection = TestConnection.builder().group(group).open()) {
            connection.drainInBackground();
            connection.channel.writeAndFlush(Unpooled.directBuffer(SIZE).writeZero(SIZE)).sync();
            await().until(() -> connection.metrics().inFlightSends() == 0);
            Thread.sleep(200);
            long before = iterations.get();
            Thread.sleep(1500);
            assertThat(iterations.get() - before).isLessThanOrEqualTo(1);
        } finally {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        }
    }

    /** A later send on another connection is notified first: its buffer comes back, the earlier one's stays. */
    @Test
    void notificationsInAnotherOrderReleaseTheRightBuffers() throws Exception {
        ZeroCopyEventLoopGroup group = new ZeroCopyEventLoopGroup(1);
        int connections = 8;
        List<TestConnection> open = new ArrayList<>();
        List<ByteBuf> buffers = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                TestConnection connection = TestConnection.builder().group(group)
                        .option(ChannelOption.SO_SNDBUF, 4 * SIZE).open();
                ByteBuf buffer = Unpooled.directBuffer(SIZE).writeZero(SIZE);
                connection.channel.writeAndFlush(buffer.retain());
                open.add(connection);
                buffers.add(buffer);
            }
            await().until(() -> group.metrics().inFlightSends() >= connections);
            for (int i = connections - 1; i >= 0; i--) {
                open.get(i).drainInBackground();
                ByteBuf expected = buffers.get(i);
                await().until(() -> expected.refCnt() == 1);
                for (int stalled = 0; stalled < i; stalled++) {
                    assertThat(buffers.get(stalled).refCnt()).isGreaterThan(1);
                }
            }
            buffers.forEach(ByteBuf::release);
        } finally {
            for (TestConnection connection : open) {
                connection.close();
            }
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        }
    }

    @Test
    void withoutTheLoopsEventFdATimerReleases() throws Exception {
        ZeroCopyLoop[] loop = new ZeroCopyLoop[1];
        LoopFactory factory = new LoopFactory(DefaultSelectStrategyFactory.INSTANCE,
                RejectedExecutionHandlers.reject(), null, null, ZeroCopyLimits.defaults(),
                (eventLoop, allocator, budget, limits) ->
                        loop[0] = new ZeroCopyLoop(eventLoop, allocator, budget, limits, false));
        EventLoop eventLoop = factory.newLoop(
                new ThreadPerTaskExecutor(new DefaultThreadFactory("timer")));
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Channel channel = new Bootstrap().group(eventLoop).channel(ZeroCopySocketChannel.class)
                    .handler(new ChannelInboundHandlerAdapter())
                    .connect(server.getLocalSocketAddress()).sync().channel();
            try (Socket peer = server.accept()) {
                ByteBuf message = Unpooled.directBuffer(SIZE).writeZero(SIZE);
                channel.writeAndFlush(message.retain());
                peer.getInputStream().readNBytes(SIZE);
                await().atMost(1, TimeUnit.SECONDS).until(() -> message.refCnt() == 1);
                assertThat(loop[0].counters().runs(Route.ZERO_COPY)).isPositive();
                message.release();
            }
            channel.close().sync();
        } finally {
            eventLoop.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        }
    }
}
