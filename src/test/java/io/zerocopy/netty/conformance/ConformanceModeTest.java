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
package io.zerocopy.netty.conformance;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.util.NetUtil;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import io.zerocopy.netty.Route;
import io.zerocopy.netty.ZeroCopy;
import io.zerocopy.netty.ZeroCopyChannelOption;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopyMetrics;
import io.zerocopy.netty.ZeroCopyServerSocketChannel;
import io.zerocopy.netty.ZeroCopySocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Shows that the suites of this JVM really run in the mode that its system properties name. */
@Timeout(10)
class ConformanceModeTest {
    private static final int SMALL = 64;
    private static final int LARGE = 256 * 1024;

    private final ZeroCopyEventLoopGroup serverGroup = new ZeroCopyEventLoopGroup(1);
    private final ZeroCopyEventLoopGroup clientGroup = new ZeroCopyEventLoopGroup(1);
    private final CompletableFuture<Channel> accepted = new CompletableFuture<>();
    private final CompletableFuture<Integer> received = new CompletableFuture<>();
    private Channel client;

    @BeforeEach
    void connect() {
        Channel server = ZeroCopySocketTestPermutation.server(serverGroup, ZeroCopyServerSocketChannel.class)
                .childHandler(new Receiver())
                .bind(new InetSocketAddress(NetUtil.LOCALHOST, 0)).syncUninterruptibly().channel();
        client = ZeroCopySocketTestPermutation.client(clientGroup, ZeroCopySocketChannel.class)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(server.localAddress()).syncUninterruptibly().channel();
    }

    @AfterEach
    void stop() {
        for (EventLoopGroup group : new EventLoopGroup[] {clientGroup, serverGroup}) {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    @Test
    void bothSidesHaveTheOptionsOfTheMode() throws Exception {
        for (Channel channel : new Channel[] {client, accepted.get(), accepted.get().parent()}) {
            assertThat(channel.config().getOption(EpollChannelOption.EPOLL_MODE)).isEqualTo(ConformanceMode.EPOLL_MODE);
        }
        for (Channel channel : new Channel[] {client, accepted.get()}) {
            assertThat(channel.config().getOption(ZeroCopyChannelOption.ZERO_COPY_THRESHOLD))
                    .isEqualTo(ConformanceMode.THRESHOLD);
        }
    }

    @Test
    void writesTakeTheRoutesOfTheMode() throws Exception {
        assumeTrue(ZeroCopy.isAvailable(), () -> "no zero copy here: " + ZeroCopy.unavailabilityCause());
        write(SMALL);
        write(LARGE);
        assertThat(received.get()).isEqualTo(SMALL + LARGE);

        ZeroCopyMetrics metrics = clientGroup.metrics();
        if (ConformanceMode.THRESHOLD < 0) {
            assertThat(metrics.bytes(Route.DISABLED)).isEqualTo(SMALL + LARGE);
        } else if (ConformanceMode.THRESHOLD == 0) {
            assertThat(metrics.bytes(Route.ZERO_COPY)).isGreaterThan(SMALL);
            assertThat(metrics.bytes(Route.SMALL)).isZero();
        } else {
            assertThat(metrics.bytes(Route.ZERO_COPY)).isPositive();
            assertThat(metrics.bytes(Route.SMALL)).isGreaterThanOrEqualTo(SMALL);
        }
    }

    @Test
    void leaksAreLookedForInEveryBuffer() {
        assumeTrue(System.getProperty("conformance.epollMode") != null, "run outside the build, at any level");
        assertThat(ResourceLeakDetector.getLevel()).isEqualTo(Level.PARANOID);
    }

    private void write(int bytes) throws InterruptedException {
        client.writeAndFlush(client.alloc().directBuffer(bytes).writeZero(bytes)).sync();
    }

    private final class Receiver extends ChannelInboundHandlerAdapter {
        private int bytes;

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            accepted.complete(ctx.channel());
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            ByteBuf part = (ByteBuf) msg;
            bytes += part.readableBytes();
            part.release();
            if (bytes >= SMALL + LARGE) {
                received.complete(bytes);
            }
        }
    }
}
