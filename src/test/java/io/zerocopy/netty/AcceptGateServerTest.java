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
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.DefaultEventLoopGroup;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalServerChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The gate on real server channels: each setup takes a while, and the test counts how many there are at a time. */
@Timeout(60)
class AcceptGateServerTest {

    private static final int LIMIT = 3;
    // More than a transport accepts in one go.
    private static final int CLIENTS = 60;
    private static final SocketAddress ANY_PORT = new InetSocketAddress(NetUtil.LOCALHOST4, 0);
    private static final Transport ZERO_COPY = new Transport(ZeroCopyEventLoopGroup::new,
            ZeroCopyServerSocketChannel.class, ZeroCopySocketChannel.class, ANY_PORT);

    private final AcceptGate gate = new AcceptGate(LIMIT, AcceptGate.Until.RELEASE, Duration.ofMinutes(1));
    private final AtomicInteger inSetup = new AtomicInteger();
    private final AtomicInteger mostInSetup = new AtomicInteger();
    private final CountDownLatch served = new CountDownLatch(CLIENTS);
    private EventLoopGroup group;

    @AfterEach
    void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void boundHoldsAndEverybodyIsServed(Transport transport) throws Exception {
        group = transport.newGroup.apply(2);
        connectAll(transport, server(transport).bind(transport.address).sync().channel().localAddress());
        checkAllServed();
    }

    @Test
    void boundHoldsForAllChannelsOfAPort() throws Exception {
        group = ZERO_COPY.newGroup.apply(3);
        ServerBootstrap server = server(ZERO_COPY).option(UnixChannelOption.SO_REUSEPORT, true);
        SocketAddress address = server.bind(ZERO_COPY.address).sync().channel().localAddress();
        server.bind(address).sync();
        server.bind(address).sync();
        connectAll(ZERO_COPY, address);
        checkAllServed();
    }

    private void checkAllServed() throws InterruptedException {
        assertThat(served.await(30, TimeUnit.SECONDS)).as("%s clients are missing", served.getCount()).isTrue();
        assertThat(mostInSetup).hasValue(LIMIT);
        await().atMost(10, TimeUnit.SECONDS).until(() -> gate.inSetup() == 0);
    }

    private ServerBootstrap server(Transport transport) {
        return new ServerBootstrap().group(group).channel(transport.server).handler(gate)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        mostInSetup.accumulateAndGet(inSetup.incrementAndGet(), Math::max);
                        connection.eventLoop().schedule(() -> welcome(connection), 5, TimeUnit.MILLISECONDS);
                    }
                });
    }

    private void welcome(Channel connection) {
        ByteBuf welcome = connection.alloc().buffer(1).writeByte(1);
        connection.writeAndFlush(welcome).addListener(written -> {
            inSetup.decrementAndGet();
            AcceptGate.release(connection);
        });
    }

    private void connectAll(Transport transport, SocketAddress address) {
        Bootstrap client = new Bootstrap().group(group).channel(transport.client)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                            @Override
                            public void channelRead(ChannelHandlerContext ctx, Object message) {
                                ReferenceCountUtil.release(message);
                                served.countDown();
                            }
                        });
                    }
                });
        for (int i = 0; i < CLIENTS; i++) {
            client.connect(address);
        }
    }

    static List<Transport> transports() {
        return List.of(
                new Transport(DefaultEventLoopGroup::new, LocalServerChannel.class, LocalChannel.class,
                        LocalAddress.ANY),
                new Transport(NioEventLoopGroup::new, NioServerSocketChannel.class, NioSocketChannel.class,
                        ANY_PORT),
                new Transport(EpollEventLoopGroup::new, EpollServerSocketChannel.class, EpollSocketChannel.class,
                        ANY_PORT),
                ZERO_COPY);
    }

    private record Transport(IntFunction<EventLoopGroup> newGroup, Class<? extends ServerChannel> server,
                             Class<? extends Channel> client, SocketAddress address) {
        @Override
        public String toString() {
            return server.getSimpleName();
        }
    }
}
