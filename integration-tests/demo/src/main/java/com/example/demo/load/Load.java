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
package com.example.demo.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.Future;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;

import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Connections that send as fast as they can, from when this is made until it is closed. */
final class Load implements AutoCloseable {

    static final int MOST_SHUTDOWN_SECONDS = 5;

    private static final int MOST_CONNECT_MILLIS = 3000;

    private final long number;
    private final LoadShape shape;
    private final EventLoopGroup group;
    private final ChannelGroup connections;
    private final AtomicLong sentBytes = new AtomicLong();
    private final long thread;

    /**
     * Connects, in the network namespace of the calling thread, and begins to send.
     *
     * @param number tells this load from others
     */
    Load(long number, LoadShape shape, InetSocketAddress receiver) {
        this.number = number;
        this.shape = shape;
        group = shape.transport().newGroup(1);
        try {
            Future<Long> id = group.submit(() -> Thread.currentThread().getId());
            thread = id.syncUninterruptibly().getNow();
            connections = new DefaultChannelGroup(group.next());
            for (int i = 0; i < LoadShape.CONNECTIONS; i++) {
                connections.add(connect(receiver));
            }
        } catch (Throwable t) {
            close();
            throw t;
        }
    }

    LoadFigures figures() {
        long cpuNanos = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread);
        TransportFigures figures = group instanceof ZeroCopyEventLoopGroup
                ? TransportFigures.of(((ZeroCopyEventLoopGroup) group).metrics()) : null;
        return new LoadFigures(number, shape.transport(), shape.messageBytes(), connections.size(), sentBytes.get(),
                cpuNanos, figures);
    }

    /** Runs the task when no connection is open any more, on the thread that sends. */
    void whenOver(Runnable task) {
        connections.newCloseFuture().addListener(closed -> task.run());
    }

    /** Waits until the connections and their thread are gone. */
    @Override
    public void close() {
        group.shutdownGracefully(0, MOST_SHUTDOWN_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private Channel connect(InetSocketAddress receiver) {
        return new Bootstrap().group(group).channel(shape.transport().channelClass())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, MOST_CONNECT_MILLIS)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Writer(shape.messageBytes(), sentBytes));
                    }
                })
                .connect(receiver).syncUninterruptibly().channel();
    }
}
