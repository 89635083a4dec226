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
package io.zerocopy.netty.vertx;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.vertx.core.Vertx;
import io.vertx.core.impl.transports.EpollTransport;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopyServerSocketChannel;
import io.zerocopy.netty.ZeroCopySocketChannel;

import java.util.concurrent.ThreadFactory;

/**
 * The native transport of Vert.x 4.5, with TCP channels that send large buffers by zero copy. Vert.x finds it on the
 * class path by itself and takes it where {@link io.vertx.core.VertxOptions#setPreferNativeTransport(boolean)} asks
 * for a native transport. All else is Vert.x' own epoll transport: options, datagram and UNIX domain sockets.
 */
public final class ZeroCopyTransport extends EpollTransport {

    /** Called by Vert.x, through {@link java.util.ServiceLoader}. */
    public ZeroCopyTransport() {
    }

    /**
     * The event loops of a Vert.x instance, with their metrics.
     *
     * @throws IllegalStateException if the instance runs on another transport
     */
    @SuppressWarnings("deprecation") // Only to say that Vert.x 5 hides it.
    public static ZeroCopyEventLoopGroup eventLoopGroup(Vertx vertx) {
        EventLoopGroup group = vertx.nettyEventLoopGroup();
        if (group instanceof ZeroCopyEventLoopGroup) {
            return (ZeroCopyEventLoopGroup) group;
        }
        throw new IllegalStateException("this Vert.x instance runs on " + group.getClass().getName()
                + "; is VertxOptions.setPreferNativeTransport(true) set?");
    }

    @Override
    public EventLoopGroup eventLoopGroup(int type, int nThreads, ThreadFactory threadFactory, int ioRatio) {
        if (type != IO_EVENT_LOOP_GROUP) {
            // Server channels alone run there, and they send nothing.
            return super.eventLoopGroup(type, nThreads, threadFactory, ioRatio);
        }
        ZeroCopyEventLoopGroup group = new ZeroCopyEventLoopGroup(nThreads, threadFactory);
        group.setIoRatio(ioRatio);
        return group;
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
        return domainSocket ? super.channelFactory(true) : ZeroCopySocketChannel::new;
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        return domainSocket ? super.serverChannelFactory(true) : ZeroCopyServerSocketChannel::new;
    }
}
