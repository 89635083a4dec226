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
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * When a write's future completes, the kernel no longer reads memory that the application can still reach.
 */
@Timeout(60)
class SharedBufferTest {

    private static final int SIZE = 1 << 20;
    private static final int ROUNDS = 24;
    private static final int CONNECTIONS = 4;

    /** The ways in which an application keeps a way to the memory that it writes. */
    enum Kept {
        RETAINED {
            @Override
            ByteBuf message(ByteBuf memory) {
                return memory.retain();
            }
        },
        RETAINED_SLICE {
            @Override
            ByteBuf message(ByteBuf memory) {
                return memory.retainedSlice();
            }
        },
        READ_ONLY_VIEW {
            @Override
            ByteBuf message(ByteBuf memory) {
                return memory.retain().asReadOnly();
            }
        },
        UNRELEASABLE {
            @Override
            ByteBuf message(ByteBuf memory) {
                return Unpooled.unreleasableBuffer(memory);
            }
        },
        COMPOSITE_COMPONENT {
            @Override
            ByteBuf message(ByteBuf memory) {
                return PooledByteBufAllocator.DEFAULT.compositeDirectBuffer().addComponent(true, memory.retain());
            }
        },
        WRAPPED_NIO_BUFFER {
            @Override
            ByteBuf message(ByteBuf memory) {
                return Unpooled.wrappedBuffer(memory.nioBuffer());
            }
        },
        READ_ONLY_NIO_BUFFER {
            @Override
            ByteBuf message(ByteBuf memory) {
                return Unpooled.wrappedBuffer(memory.nioBuffer().asReadOnlyBuffer());
            }
        },
        SLICE_OF_A_SLICE {
            @Override
            ByteBuf message(ByteBuf memory) {
                ByteBuf slice = memory.retainedSlice();
                ByteBuf inner = slice.retainedSlice();
                slice.release();
                return inner;
            }
        };

        abstract ByteBuf message(ByteBuf memory);
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void memoryMayBeOverwrittenWhenTheFutureCompletes(Kept kept) throws Exception {
        try (TestConnection connection = stallable()) {
            CompletableFuture<Long> wrong = CompletableFuture.supplyAsync(() -> countWrongBytes(connection));
            ByteBuf memory = PooledByteBufAllocator.DEFAULT.directBuffer(SIZE, SIZE);
            for (int round = 0; round < ROUNDS; round++) {
                fill(memory, (byte) round);
                connection.channel.writeAndFlush(kept.message(memory)).sync();
            }
            fill(memory, (byte) -1);
            connection.channel.shutdownOutput().sync();
            assertThat(wrong.get()).isZero();
            assertThat(connection.metrics().bytes(Route.ZERO_COPY)).isPositive();
            await().until(() -> memory.refCnt() == 1);
            memory.release();
        }
    }

    /**
     * Several writes of several connections of one event loop wait at a time, beside others that are cancelled or
     * closed: no future may stand for another's memory.
     */
    @Test
    void eachFutureOfManyStandsForItsOwnMemory() throws Exception {
        ZeroCopyEventLoopGroup group = new ZeroCopyEventLoopGroup(1);
        List<CompletableFuture<Long>> wrong = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                int writes = 1 + i;
                wrong.add(CompletableFuture.supplyAsync(() -> writeInTurns(group, writes),
                        task -> new Thread(task).start()));
            }
            for (int i = 0; i < CONNECTIONS; i++) {
                cancelAndClose(group);
            }
            for (CompletableFuture<Long> each : wrong) {
                assertThat(each.get()).isZero();
            }
        } finally {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        }
    }

    @Test
    void aSharedWriteCompletesAtTheNotificationAndAnExclusiveOneWhenAccepted() throws Exception {
        try (TestConnection connection = stallable()) {
            ByteBuf shared = Unpooled.directBuffer(SIZE).writeZero(SIZE);
            ChannelFuture sharedWrite = connection.channel.writeAndFlush(shared.retain());
            ChannelFuture exclusiveWrite = connection.channel.writeAndFlush(zeros(16 * 1024));
            await().until(() -> connection.metrics().inFlightBytes() > 0);
            Thread.sleep(100);
            assertThat(sharedWrite.isDone()).isFalse();
            assertThat(shared.refCnt()).isGreaterThan(1);

            connection.drainInBackground();
            sharedWrite.sync();
            exclusiveWrite.sync();
            await().until(() -> shared.refCnt() == 1);
            shared.release();
        }
    }

    @Test
    void anExclusiveWriteDoesNotWaitForThePeer() throws Exception {
        try (TestConnection connection = stallable()) {
            // More than the peer's receive buffer takes, less than the send buffer.
            ChannelFuture write = connection.channel.writeAndFlush(zeros(SIZE));
            assertThat(write.await(2000)).isTrue();
            assertThat(connection.metrics().inFlightBytes()).isPositive();
            connection.drainInBackground();
        }
    }

    @Test
    void policyCopyCompletesAtOnceAndCopies() throws Exception {
        try (TestConnection connection = stallable()) {
            connection.config().setZeroCopySharedBuffers(SharedBufferPolicy.COPY);
            ByteBuf shared = Unpooled.directBuffer(SIZE).writeZero(SIZE);
            assertThat(connection.channel.writeAndFlush(shared.retain()).await(2000)).isTrue();
            await().until(() -> connection.metrics().bytes(Route.SHARED) == SIZE);
            assertThat(connection.metrics().inFlightBytes()).isZero();
            connection.drainInBackground();
            shared.release();
        }
    }

    @Test
    void policyTrustCompletesWhenAccepted() throws Exception {
        try (TestConnection connection = stallable()) {
            connection.config().setZeroCopySharedBuffers(SharedBufferPolicy.TRUST);
            ByteBuf shared = Unpooled.directBuffer(SIZE).writeZero(SIZE);
            assertThat(connection.channel.writeAndFlush(shared.retain()).await(2000)).isTrue();
            assertThat(connection.metrics().inFlightBytes()).isPositive();
            connection.drainInBackground();
            await().until(() -> shared.refCnt() == 1);
            shared.release();
        }
    }

    /** The tail of the message is copied while its head is still in flight: the published bug is to complete then. */
    @Test
    void aCopiedTailDoesNotCompleteTheWriteEarly() throws Exception {
        try (TestConnection connection = stallable()) {
            ByteBuf shared = Unpooled.directBuffer(SIZE).writeZero(SIZE);
            connection.config().setZeroCopyInFlightLimit(SIZE - 5000);
            ChannelFuture write = connection.channel.writeAndFlush(shared.retain());
            await().until(() -> connection.metrics().bytes(Route.BUDGET)
                    + connection.metrics().bytes(Route.SMALL) >= 5000);
            assertThat(write.isDone()).isFalse();
            connection.drainInBackground();
            write.sync();
            await().until(() -> shared.refCnt() == 1);
            shared.release();
        }
    }

    @Test
    void whatWasWrittenWhileSwitchedOffIsCopiedEvenIfItLeavesLater() throws Exception {
        try (TestConnection connection = stallable()) {
            connection.config().setZeroCopyThreshold(-1);
            int more = 64 * SIZE;
            ByteBuf shared = Unpooled.directBuffer(more).writeZero(more);
            ChannelFuture write = connection.channel.writeAndFlush(shared.retain());
            await().until(() -> connection.metrics().bytes(Route.DISABLED) > 0);
            assertThat(write.isDone()).as("more than the socket takes").isFalse();
            connection.config().setZeroCopyThreshold(0);
            connection.drainInBackground();
            write.sync();
            shared.release();
            // The future completes within the flush: at its end the bytes are counted, and the next write may come.
            connection.channel.eventLoop().submit(() -> { }).sync();
            assertThat(connection.metrics().bytes(Route.SHARED)).isPositive();
            assertThat(connection.metrics().bytes(Route.ZERO_COPY)).isZero();
            connection.channel.writeAndFlush(zeros(SIZE)).sync();
            assertThat(connection.metrics().bytes(Route.ZERO_COPY)).isEqualTo(SIZE);
        }
    }

    @Test
    void aCancelledSharedWriteIsNotSent() throws Exception {
        try (TestConnection connection = stallable()) {
            ByteBuf first = Unpooled.directBuffer(SIZE).writeZero(SIZE);
            ByteBuf second = Unpooled.directBuffer(SIZE).writeZero(SIZE);
            connection.channel.eventLoop().submit(() -> {
                connection.channel.write(first.retain()).cancel(false);
                connection.channel.write(second.retain());
                connection.channel.flush();
            }).sync();
            connection.channel.shutdownOutput().sync();
            assertThat(connection.drain()).isEqualTo(SIZE);
            await().until(() -> first.refCnt() == 1 && second.refCnt() == 1);
            first.release();
            second.release();
        }
    }

    /** At most so many wait at a time. */
    private static long writeInTurns(ZeroCopyEventLoopGroup group, int writes) {
        ByteBuf[] memory = new ByteBuf[writes];
        ChannelFuture[] futures = new ChannelFuture[writes];
        try (TestConnection connection = TestConnection.builder().group(group)
                .option(ChannelOption.SO_SNDBUF, 4 * SIZE).open()) {
            CompletableFuture<Long> wrong = CompletableFuture.supplyAsync(() -> countWrongBytes(connection),
                    task -> new Thread(task).start());
            for (int round = 0; round < ROUNDS; round++) {
                int turn = round % writes;
                if (futures[turn] == null) {
                    memory[turn] = PooledByteBufAllocator.DEFAULT.directBuffer(SIZE, SIZE);
                } else {
                    futures[turn].sync();
                }
                fill(memory[turn], (byte) round);
                futures[turn] = connection.channel.writeAndFlush(memory[turn].retainedSlice());
            }
            for (int i = 0; i < writes; i++) {
                futures[i].sync();
                fill(memory[i], (byte) -1);
            }
            connection.channel.shutdownOutput().sync();
            return wrong.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            for (ByteBuf used : memory) {
                used.release();
            }
        }
    }

    private static void cancelAndClose(ZeroCopyEventLoopGroup group) throws Exception {
        ByteBuf shared = Unpooled.directBuffer(SIZE).writeZero(SIZE);
        try (TestConnection connection = TestConnection.builder().group(group)
                .option(ChannelOption.SO_SNDBUF, 2 * SIZE).open()) {
            connection.channel.eventLoop().submit(() -> {
                connection.channel.write(shared.retainedSlice());
                connection.channel.write(shared.retainedSlice()).cancel(false);
                for (int i = 0; i < CONNECTIONS; i++) {
                    connection.channel.write(shared.retainedSlice());
                }
                connection.channel.flush();
            }).sync();
            connection.channel.close().sync();
        }
        await().until(() -> shared.refCnt() == 1);
        shared.release();
    }

    /** Big enough a send buffer that a megabyte is accepted at once and then waits for the peer to read. */
    private static TestConnection stallable() throws Exception {
        return TestConnection.builder().option(ChannelOption.SO_SNDBUF, 4 * SIZE).open();
    }

    private static ByteBuf zeros(int size) {
        return PooledByteBufAllocator.DEFAULT.directBuffer(size).writeZero(size);
    }

    private static void fill(ByteBuf memory, byte value) {
        memory.clear();
        ByteBuffer nio = memory.nioBuffer(0, SIZE);
        while (nio.hasRemaining()) {
            nio.put(value);
        }
        memory.setIndex(0, SIZE);
    }

    private static long countWrongBytes(TestConnection connection) {
        try {
            InputStream in = connection.peer.getInputStream();
            byte[] chunk = new byte[64 * 1024];
            long position = 0;
            long wrong = 0;
            int read;
            while ((read = in.read(chunk)) > 0) {
                for (int i = 0; i < read; i++, position++) {
                    wrong += chunk[i] == (byte) (position / SIZE) ? 0 : 1;
                }
                if (position % 13 == 0) {
                    Thread.sleep(2);
                }
            }
            return wrong + (position == (long) ROUNDS * SIZE ? 0 : 1);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
