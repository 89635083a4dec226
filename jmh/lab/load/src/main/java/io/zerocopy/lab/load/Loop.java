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
package io.zerocopy.lab.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.zerocopy.lab.protocol.Session;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The event loop of a session, and the connections on it. There is one, as the load shares the machine with what is
 * measured; and so that requests of all connections can wait in one queue.
 */
final class Loop {

    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final int BACKLOG = 4096;
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(256 << 10, 512 << 10);
    private static final RecvByteBufAllocator READS =
            new AdaptiveRecvByteBufAllocator(1 << 10, 64 << 10, 256 << 10);

    private final EventLoopGroup group = new EpollEventLoopGroup(1, new DefaultThreadFactory("load"));
    /** Completes only exceptionally: with what has gone wrong first. */
    private final CompletableFuture<Void> failure = new CompletableFuture<>();

    /** Returns the port. */
    int listen(String host, int port, ChannelHandler ofEach) throws InterruptedException {
        Channel listener = new ServerBootstrap().group(group).channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.RCVBUF_ALLOCATOR, READS)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(ofEach);
                    }
                }).bind(host, port).sync().channel();
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    <C extends ChannelHandler> List<C> connect(String host, int port, int count, Supplier<C> handlers)
            throws InterruptedException {
        Bootstrap bootstrap = new Bootstrap().group(group).channel(EpollSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .option(ChannelOption.RCVBUF_ALLOCATOR, READS);
        List<C> connections = new ArrayList<>();
        List<ChannelFuture> connects = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            C connection = handlers.get();
            connections.add(connection);
            connects.add(bootstrap.clone().handler(connection).connect(host, port));
        }
        for (ChannelFuture connect : connects) {
            connect.sync();
        }
        return connections;
    }

    /** Does something on the event loop's thread, where the state of a round lives. */
    <T> T call(Callable<T> task) throws Exception {
        return group.submit(task).get(Session.END_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    void fail(Throwable cause) {
        failure.completeExceptionally(cause);
    }

    /** Throws if anything has gone wrong so far. */
    void check() {
        if (failure.isDone()) {
            throw new IllegalStateException("a connection failed", failure.handle((none, cause) -> cause).join());
        }
    }

    /** Waits until all are done, or something goes wrong. Returns whether they are done within the time of an end. */
    boolean await(CompletableFuture<?>... finished) throws InterruptedException {
        try {
            CompletableFuture.anyOf(failure, CompletableFuture.allOf(finished))
                             .get(Session.END_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            check();
            throw new IllegalStateException("the round failed", e.getCause());
        }
        return true;
    }

    void close() throws InterruptedException {
        if (!group.shutdownGracefully(0, Session.END_TIMEOUT_SECONDS / 2, TimeUnit.SECONDS)
                  .await(Session.END_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the event loop did not end");
        }
    }
}
