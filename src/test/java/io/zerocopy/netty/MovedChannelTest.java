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
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A channel that moves to another event loop leaves its ring behind. */
@Timeout(60)
class MovedChannelTest {

    private static final int SIZE = 256 * 1024;

    /** More than the peer takes by itself, so that the loop before still has it in flight. */
    private static final int FIRST = 2 << 20;

    @Test
    void itCopiesFromThenOnAndEachFutureCompletes() throws Exception {
        ZeroCopyEventLoopGroup group = new ZeroCopyEventLoopGroup(2);
        try (TestConnection connection = TestConnection.builder().group(group)
                .option(ChannelOption.SO_SNDBUF, 2 * FIRST).open()) {
            EventLoop next = otherThan(connection.channel.eventLoop(), group);
            ByteBuf memory = PooledByteBufAllocator.DEFAULT.directBuffer(FIRST).writeZero(FIRST);
            ChannelFuture before = connection.channel.writeAndFlush(memory.retainedSlice());
            await().until(() -> connection.metrics().bytes(Route.ZERO_COPY) > 0);
            long sent = connection.metrics().bytes(Route.ZERO_COPY);
            connection.channel.deregister().sync();

            // The new loop writes while the channel is its own already, but not registered there yet.
            CountDownLatch ready = new CountDownLatch(1);
            ChannelFuture[] between = new ChannelFuture[1];
            next.execute(() -> {
                ready.countDown();
                while (connection.channel.eventLoop() != next) {
                    Thread.onSpinWait();
                }
                between[0] = connection.channel.writeAndFlush(memory.retainedSlice(0, SIZE));
            });
            ready.await();
            next.register(connection.channel).sync();
            ChannelFuture after = connection.channel.writeAndFlush(memory.retainedSlice(0, SIZE));

            connection.drainInBackground();
            before.sync();
            between[0].sync();
            after.sync();
            assertThat(connection.metrics().bytes(Route.ZERO_COPY)).isEqualTo(sent);
            // A ring that another thread had tried to use would be off.
            assertThat(group.metricsByLoop()).extracting(ZeroCopyMetrics::state).containsOnly("active");
            await().until(() -> memory.refCnt() == 1);
            memory.release();
        } finally {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        }
    }

    private static EventLoop otherThan(EventLoop loop, ZeroCopyEventLoopGroup group) {
        EventLoop next = group.next();
        return next == loop ? group.next() : next;
    }
}
