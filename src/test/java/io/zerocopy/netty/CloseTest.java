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
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The ends of a connection with sends in flight: nothing hangs, each buffer is released once and not before the
 * kernel is done with it, and what must be leaked is counted.
 */
@Timeout(60)
class CloseTest {

    private static final int SIZE = 1 << 20;

    @Test
    void aResetByThePeerReleasesEverythingAndFailsWhatIsQueued() throws Exception {
        try (TestConnection connection = open()) {
            List<ByteBuf> buffers = new ArrayList<>();
            List<ChannelFuture> writes = new ArrayList<>();
            writeMany(64, connection, buffers, writes);
            await().until(() -> connection.metrics().inFlightBytes() > SIZE);

            connection.peer.setSoLinger(true, 0);
            connection.peer.close();

            connection.channel.closeFuture().sync();
            awaitReleased(buffers);
            assertThat(connection.metrics().inFlightSends()).isZero();
            assertThat(connection.metrics().inFlightBytes()).isZero();
            for (ChannelFuture write : writes) {
                await().until(write::isDone);
            }
            assertThat(writes.get(writes.size() - 1).isSuccess()).isFalse();
        }
    }

    @Test
    void closeDuringFlightKeepsTheMemoryUntilThePeerHasItAll() throws Exception {
        try (TestConnection connection = open()) {
            ByteBuf buffer = Unpooled.directBuffer(SIZE).writeZero(SIZE);
            ChannelFuture write = connection.channel.writeAndFlush(buffer.retain());
            await().until(() -> connection.metrics().inFlightBytes() == SIZE);

            connection.channel.close().sync();
            Thread.sleep(100);
            assertThat(buffer.refCnt()).isGreaterThan(1);
            assertThat(write.isDone()).isFalse();

            assertThat(connection.drain()).isEqualTo(SIZE);
            write.sync();
            awaitReleased(List.of(buffer));
        }
    }

    @Test
    void aStalledPeerCannotKeepTheMemoryOfAClosedConnectionForEver() throws Exception {
        try (TestConnection connection = open()) {
            connection.config().setZeroCopyCloseTimeoutMillis(500);
            ByteBuf buffer = Unpooled.directBuffer(SIZE).writeZero(SIZE);
            connection.channel.writeAndFlush(buffer.retain());
            await().until(() -> connection.metrics().inFlightBytes() == SIZE);
            connection.channel.close().sync();
            await().atMost(20, TimeUnit.SECONDS).until(() -> buffer.refCnt() == 1);
            buffer.release();
        }
    }

    @Test
    void theApplicationsOwnShorterTimeoutStays() throws Exception {
        try (TestConnection connection = TestConnection.builder()
                .option(EpollChannelOption.TCP_USER_TIMEOUT, 300).open()) {
            assertThat(connection.config().getZeroCopyCloseTimeoutMillis()).isGreaterThan(300);
            ByteBuf buffer = Unpooled.directBuffer(SIZE).writeZero(SIZE);
            connection.channel.writeAndFlush(buffer.retain());
            await().until(() -> connection.metrics().inFlightBytes() > 0);
            connection.channel.close().sync();
            await().atMost(20, TimeUnit.SECONDS).until(() -> buffer.refCnt() == 1);
            buffer.release();
        }
    }

    @Test
    void shutdownOutputSendsWhatIsInFlightAndStillReads() throws Exception {
        try (TestConnection connection = TestConnection.builder().option(ChannelOption.SO_SNDBUF, 8 * SIZE)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true).open()) {
            ByteBuf buffer = Unpooled.directBuffer(SIZE).writeZero(SIZE);
            ChannelFuture write = connection.channel.writeAndFlush(buffer.retain());
            await().until(() -> connection.metrics().inFlightBytes() == SIZE);
            connection.channel.shutdownOutput().sync();
            assertThat(write.isDone()).isFalse();
            assertThat(connection.channel.isOpen()).isTrue();
            assertThat(connection.drain()).isEqualTo(SIZE);
            write.sync();
            awaitReleased(List.of(buffer));
        }
    }

    @Test
    void aLoopThatEndsWithAStalledPeerLeaksOnPurposeAndCounts() throws Exception {
        int quarantined = Quarantine.size();
        TestConnection connection = open();
        ByteBuf buffer = Unpooled.directBuffer(SIZE).writeZero(SIZE);
        ChannelFuture write = connection.channel.writeAndFlush(buffer.retain());
        await().until(() -> connection.metrics().inFlightBytes() == SIZE);

        long start = System.nanoTime();
        assertThat(connection.group.shutdownGracefully(0, 10, TimeUnit.SECONDS).await(10_000)).isTrue();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(5000);

        assertThat(buffer.refCnt()).isGreaterThan(1);
        assertThat(write.await(1000)).isTrue();
        assertThat(write.cause()).isInstanceOf(ClosedChannelException.class).hasMessageContaining("do not reuse");
        assertThat(connection.metrics().leakedSends()).isPositive();
        assertThat(connection.metrics().leakedBytes()).isEqualTo(SIZE);
        assertThat(connection.metrics().inFlightBytes()).isZero();
        assertThat(Quarantine.size()).isGreaterThan(quarantined);
        // The kernel goes on with what it has: every byte still arrives.
        assertThat(connection.drain()).isEqualTo(SIZE);
        connection.peer.close();
    }

    @Test
    void aLoopThatEndsWhileThePeerReadsLeaksNothing() throws Exception {
        TestConnection connection = open();
        List<ByteBuf> buffers = new ArrayList<>();
        writeMany(4, connection, buffers, new ArrayList<>());
        connection.drainInBackground();
        await().until(() -> connection.metrics().bytes(Route.ZERO_COPY) > 3 * SIZE);
        connection.group.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
        assertThat(connection.metrics().leakedSends()).isZero();
        awaitReleased(buffers);
        connection.peer.close();
    }

    private static TestConnection open() throws Exception {
        return TestConnection.builder().option(ChannelOption.SO_SNDBUF, 8 * SIZE).open();
    }

    /** With many, more than the socket takes: some is in flight, some partly sent, some queued. */
    private static void writeMany(int count, TestConnection connection, List<ByteBuf> buffers,
                                  List<ChannelFuture> writes) {
        for (int i = 0; i < count; i++) {
            ByteBuf buffer = Unpooled.directBuffer(SIZE).writeZero(SIZE);
            buffers.add(buffer);
            writes.add(connection.channel.writeAndFlush(buffer.retain()));
        }
    }

    private static void awaitReleased(List<ByteBuf> buffers) {
        for (ByteBuf buffer : buffers) {
            await().until(() -> buffer.refCnt() == 1);
            buffer.release();
        }
    }
}
