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
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** Servers and clients on one event loop of plain epoll, where options can be tried on connected sockets. */
final class OptionPeers implements AutoCloseable {
    static final SocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final EventLoopGroup group = new EpollEventLoopGroup(1);
    private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();

    EventLoopGroup group() {
        return group;
    }

    ServerBootstrap server() {
        return server(ZeroCopyServerSocketChannel::new);
    }

    ServerBootstrap server(ChannelFactory<ServerChannel> factory) {
        return new ServerBootstrap().group(group).channelFactory(factory)
                .childHandler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public boolean isSharable() {
                        return true;
                    }

                    @Override
                    public void channelActive(ChannelHandlerContext context) {
                        accepted.add(context.channel());
                    }
                });
    }

    Bootstrap client() {
        return client(ZeroCopySocketChannel::new);
    }

    Bootstrap client(ChannelFactory<Channel> factory) {
        return new Bootstrap().group(group).channelFactory(factory)
                .handler(new ChannelInboundHandlerAdapter());
    }

    /** Connects to the server. */
    ZeroCopySocketChannel connect(Channel server) throws InterruptedException {
        return (ZeroCopySocketChannel) client().connect(server.localAddress()).sync().channel();
    }

    /** Returns the next connection that a server accepted. */
    ZeroCopySocketChannel accepted() throws InterruptedException {
        Channel channel = accepted.poll(10, TimeUnit.SECONDS);
        assertThat(channel).as("accepted channel").isInstanceOf(ZeroCopySocketChannel.class);
        return (ZeroCopySocketChannel) channel;
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
