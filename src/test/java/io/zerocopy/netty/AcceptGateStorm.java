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
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.GlobalEventExecutor;

import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** A TLS server and its clients. When the server closes all connections at once, every client comes back at once. */
final class AcceptGateStorm implements AutoCloseable {

    private static final int WAIT_SECONDS = 60;

    private final EventLoopGroup serverGroup = new ZeroCopyEventLoopGroup(2);
    private final EventLoopGroup clientGroup = new EpollEventLoopGroup(2);
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final AtomicInteger inHandshake = new AtomicInteger();
    private final AtomicInteger mostInHandshake = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();
    private final int clients;
    private final SslContext clientTls;
    private final SslContext serverTls;
    private final int port;

    private volatile CountDownLatch missing;

    /** Connects the clients to a server with this gate, or without any. */
    AcceptGateStorm(AcceptGate gate, int clients) throws Exception {
        this.clients = clients;
        serverTls = SslContextBuilder.forServer(TestIdentity.create()).build();
        clientTls = SslContextBuilder.forClient().trustManager(InsecureTrustManagerFactory.INSTANCE).build();
        ServerBootstrap server = new ServerBootstrap().group(serverGroup).channel(ZeroCopyServerSocketChannel.class)
                .childHandler(new ServerInitializer());
        if (gate != null) {
            server.handler(gate);
        }
        port = ((InetSocketAddress) server.bind(0).sync().channel().localAddress()).getPort();
        missing = new CountDownLatch(clients);
        for (int i = 0; i < clients; i++) {
            connect(i);
        }
        awaitClients();
    }

    /** Closes all connections; returns how many nanoseconds later the last client was served again. */
    long blow() throws InterruptedException {
        mostInHandshake.set(0);
        missing = new CountDownLatch(clients);
        long start = System.nanoTime();
        connections.close();
        awaitClients();
        return System.nanoTime() - start;
    }

    int mostInHandshake() {
        return mostInHandshake.get();
    }

    int dropped() {
        return dropped.get();
    }

    @Override
    public void close() {
        clientGroup.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
        serverGroup.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private void awaitClients() throws InterruptedException {
        assertThat(missing.await(WAIT_SECONDS, TimeUnit.SECONDS))
                .as("%s clients are missing, %s were dropped", missing.getCount(), dropped).isTrue();
    }

    private void connect(int client) {
        // Several addresses of the same server, so that the ports of closed connections do not run out.
        InetSocketAddress address = new InetSocketAddress("127.0.0." + (1 + client % 16), port);
        new Bootstrap().group(clientGroup).channel(EpollSocketChannel.class)
                .handler(new ClientInitializer(client))
                .connect(address).addListener(connected -> {
                    if (!connected.isSuccess()) {
                        dropped.incrementAndGet();
                    }
                });
    }

    private static SslHandler newHandler(SslContext tls, Channel channel) {
        SslHandler handler = tls.newHandler(channel.alloc());
        handler.setHandshakeTimeout(WAIT_SECONDS, TimeUnit.SECONDS);
        return handler;
    }

    private final class ServerInitializer extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel connection) {
            mostInHandshake.accumulateAndGet(inHandshake.incrementAndGet(), Math::max);
            SslHandler tls = newHandler(serverTls, connection);
            connection.pipeline().addLast(tls, new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext ctx, Object message) {
                    connections.add(connection);
                    ctx.writeAndFlush(message);
                }
            });
            tls.handshakeFuture().addListener(done -> inHandshake.decrementAndGet());
        }
    }

    private final class ClientInitializer extends ChannelInitializer<Channel> {
        private final int client;

        ClientInitializer(int client) {
            this.client = client;
        }

        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline().addLast(newHandler(clientTls, channel), new ChannelInboundHandlerAdapter() {
                private boolean served;

                @Override
                public void channelActive(ChannelHandlerContext ctx) {
                    ctx.writeAndFlush(Unpooled.wrappedBuffer(new byte[1]));
                }

                @Override
                public void channelRead(ChannelHandlerContext ctx, Object message) {
                    ReferenceCountUtil.release(message);
                    served = true;
                    missing.countDown();
                }

                @Override
                public void channelInactive(ChannelHandlerContext ctx) {
                    if (!served) {
                        dropped.incrementAndGet();
                    } else if (!clientGroup.isShuttingDown()) {
                        connect(client);
                    }
                }

                @Override
                public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                    ctx.close();
                }
            });
        }
    }
}
