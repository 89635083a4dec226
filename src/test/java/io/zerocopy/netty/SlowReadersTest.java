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

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ServerSocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A thousand clients that each stop reading in the middle of an answer, and one that does not. */
@Timeout(120)
class SlowReadersTest {

    private static final int READERS = 1000;
    private static final int ANSWER = 1 << 20;
    private static final int READ_BEFORE_STALLING = 100_000;
    private static final int BUDGET = 32 << 20;
    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final List<Socket> readers = new ArrayList<>();
    private ZeroCopyEventLoopGroup group;
    private ServerSocketChannel server;

    private void serve(ZeroCopyLimits limits) throws InterruptedException {
        group = new ZeroCopyEventLoopGroup(1, limits);
        server = (ServerSocketChannel) new ServerBootstrap().group(group)
                .channel(ZeroCopyServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, READERS)
                .childOption(ZeroCopyChannelOption.ZERO_COPY_LEARN_PATH, false)
                .childHandler(new Answer())
                .bind(InetAddress.getLoopbackAddress(), 0).sync().channel();
    }

    @AfterEach
    void close() throws IOException {
        for (Socket reader : readers) {
            reader.close();
        }
        server.close().syncUninterruptibly();
        group.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void theyPinNoMoreThanTheBudgetAndOthersAreServed(boolean ofTheLoop) throws Exception {
        ZeroCopyLimits limits = ZeroCopyLimits.defaults().withLoopInFlightLimit(ofTheLoop ? BUDGET : UNLIMITED)
                .withGroupInFlightLimit(ofTheLoop ? UNLIMITED : BUDGET);
        serve(limits);
        long most = 0;
        for (int i = 0; i < READERS; i++) {
            readers.add(open());
            most = Math.max(most, inFlight());
        }
        for (Socket reader : readers) {
            assertThat(reader.getInputStream().readNBytes(READ_BEFORE_STALLING)).hasSize(READ_BEFORE_STALLING);
            most = Math.max(most, inFlight());
        }
        assertThat(most).as("near the budget, and not above").isBetween(BUDGET / 2L, BUDGET + BUDGET / 20L);
        assertThat(group.metrics().bytes(Route.BUDGET)).isPositive();

        try (Socket other = open()) {
            assertThat(other.getInputStream().readNBytes(ANSWER)).hasSize(ANSWER);
        }
        assertThat(inFlight()).isLessThanOrEqualTo(BUDGET + BUDGET / 20);

        for (Socket reader : readers) {
            int left = ANSWER - READ_BEFORE_STALLING;
            assertThat(reader.getInputStream().readNBytes(left)).hasSize(left);
        }
        await().until(() -> inFlight() == 0);
    }

    private Socket open() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.localAddress().getPort()));
        return socket;
    }

    private long inFlight() {
        return group.metrics().inFlightBytes();
    }

    private static final class Answer extends ChannelInboundHandlerAdapter {

        @Override
        public boolean isSharable() {
            return true;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ByteBuf answer = ctx.alloc().directBuffer(ANSWER).writerIndex(ANSWER);
            ctx.writeAndFlush(answer);
        }
    }
}
