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
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Which bytes leave from registered memory, and that they are the right ones. */
@Timeout(30)
class RegisteredSendTest {

    private static final int SIZE = 50_000;

    private final Random random = new Random(1);
    private final ByteArrayOutputStream expected = new ByteArrayOutputStream();

    @Test
    void buffersOfTheChannelsAllocator() throws Exception {
        try (TestConnection connection = TestConnection.builder().open()) {
            send(connection, onLoop(connection, () -> List.of(fresh(connection.channel.alloc(), SIZE))));
            assertThat(connection.metrics().registeredBytes()).isEqualTo(SIZE);
        }
    }

    /** The small messages are copied to the region of the large ones. */
    @Test
    void smallMessagesBeforeAndAfter() throws Exception {
        try (TestConnection connection = TestConnection.builder().open()) {
            send(connection, onLoop(connection, () -> List.of(fresh(ByteBufAllocator.DEFAULT, 200),
                    fresh(connection.channel.alloc(), SIZE), fresh(ByteBufAllocator.DEFAULT, 1500))));
            assertThat(connection.metrics().registeredBytes()).isEqualTo(200 + SIZE + 1500);
        }
    }

    @Test
    void buffersOfOtherThreadsAndLoops() throws Exception {
        ZeroCopyEventLoopGroup group = new ZeroCopyEventLoopGroup(2);
        try (TestConnection one = TestConnection.builder().group(group).open();
             TestConnection other = TestConnection.builder().group(group).open()) {
            send(one, List.of(fresh(group.allocator(), SIZE)));
            send(one, onLoop(other, () -> List.of(fresh(group.allocator(), SIZE))));
            send(other, onLoop(other, () -> List.of(fresh(group.allocator(), SIZE))));
            assertThat(group.metrics().registeredBytes()).isEqualTo(3 * SIZE);
        } finally {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        }
        // Listeners of the event loops' ends give it back.
        await().until(() -> group.allocator().memory().bytes() == 0);
    }

    /** Part of a request is registered, part is not: the kernel would refuse it if it was sent as registered. */
    @Test
    void mixedWithOtherMemory() throws Exception {
        try (TestConnection connection = TestConnection.builder().open()) {
            send(connection, onLoop(connection, () -> List.of(
                    fresh(ByteBufAllocator.DEFAULT, 5000), fresh(connection.channel.alloc(), SIZE))));
            assertThat(connection.metrics().registeredBytes()).isZero();
            send(connection, onLoop(connection, () -> List.of(
                    fresh(connection.channel.alloc(), SIZE), fresh(ByteBufAllocator.DEFAULT, SIZE))));
            assertThat(connection.metrics().registeredBytes()).isEqualTo(SIZE);
            assertThat(connection.metrics().bytes(Route.ZERO_COPY)).isEqualTo(5000 + 3 * SIZE);
        }
    }

    /** A buffer that the application has released is in use as long as the kernel reads it. */
    @Test
    void memoryIsInUseUntilTheKernelIsDone() throws Exception {
        try (TestConnection connection = TestConnection.builder().option(ChannelOption.SO_SNDBUF, 8 << 20).open()) {
            // More than the peer's socket takes while nobody reads.
            int size = 2 << 20;
            ByteBuf buffer = onLoop(connection, () -> fresh(connection.channel.alloc(), size));
            ZeroCopyMetrics written = connection.metrics();
            assertThat(written.registeredUsed()).isGreaterThanOrEqualTo(size);
            assertThat(written.registeredUsed() + written.registeredFree()).isEqualTo(written.registeredMemory());
            assertThat(written.registeredInFlight()).isZero();

            connection.channel.writeAndFlush(buffer).sync();
            assertThat(connection.metrics().registeredInFlight()).isBetween(1L, (long) size);
            assertThat(connection.metrics().registeredUsed()).isEqualTo(written.registeredUsed());
            assertThat(connection.peer.getInputStream().readNBytes(size)).hasSize(size);
            await().until(() -> connection.metrics().registeredInFlight() == 0);
            await().until(() -> connection.metrics().registeredUsed() == 0);
            assertThat(connection.metrics().registeredFree()).isEqualTo(written.registeredMemory());
        }
    }

    @Test
    void eachLoopTellsItsOwnMemory() throws Exception {
        ZeroCopyEventLoopGroup group = new ZeroCopyEventLoopGroup(2);
        try (TestConnection connection = TestConnection.builder().group(group).open()) {
            ByteBuf ofLoop = onLoop(connection, () -> fresh(group.allocator(), SIZE));
            ByteBuf ofThread = fresh(group.allocator(), SIZE);
            long used = group.metrics().registeredUsed();
            assertThat(group.metricsByLoop()).extracting(ZeroCopyMetrics::registeredUsed)
                    .containsExactlyInAnyOrder(used / 2, 0L);
            // Released by the other one.
            ofLoop.release();
            onLoop(connection, ofThread::release);
            assertThat(group.metrics().registeredUsed()).isZero();
        } finally {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        }
    }

    /** The slot of a region that was given back is used again: the ring must not take the new one for the old. */
    @Test
    void memoryThatCameAfterOtherHadLeft() throws Exception {
        try (TestConnection connection = TestConnection.builder().open()) {
            Arena arena = onLoop(connection, () -> ZeroCopyLoop.current().arena());
            for (int i = 0; i < 3; i++) {
                send(connection, onLoop(connection, () -> List.of(fresh(connection.channel.alloc(), SIZE))));
                await().until(() -> connection.metrics().inFlightSends() == 0);
                onLoop(connection, () -> {
                    arena.trim();
                    arena.trim();
                    return null;
                });
                assertThat(connection.metrics().registeredMemory()).isZero();
            }
            assertThat(connection.metrics().registeredBytes()).isEqualTo(3 * SIZE);
        }
    }

    private ByteBuf fresh(ByteBufAllocator allocator, int size) {
        byte[] content = new byte[size];
        random.nextBytes(content);
        return allocator.directBuffer(size).writeBytes(content);
    }

    private void send(TestConnection connection, List<ByteBuf> messages) throws Exception {
        expected.reset();
        for (ByteBuf message : messages) {
            expected.write(ByteBufUtil.getBytes(message));
        }
        List<ChannelFuture> written = onLoop(connection, () -> {
            List<ChannelFuture> futures = new ArrayList<>();
            messages.forEach(message -> futures.add(connection.channel.write(message)));
            connection.channel.flush();
            return futures;
        });
        byte[] received = connection.peer.getInputStream().readNBytes(expected.size());
        assertThat(Unpooled.wrappedBuffer(received)).isEqualTo(Unpooled.wrappedBuffer(expected.toByteArray()));
        for (ChannelFuture future : written) {
            future.sync();
        }
    }

    private static <T> T onLoop(TestConnection connection, Callable<T> task) throws Exception {
        return connection.channel.eventLoop().submit(task).get();
    }
}
