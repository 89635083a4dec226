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
package io.zerocopy.netty.jmh;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopyServerSocketChannel;
import io.zerocopy.netty.ZeroCopySocketChannel;

import java.util.concurrent.ThreadFactory;
import java.util.function.BiFunction;

/** The transports that are measured side by side. */
public enum Transport {
    /** Netty's own. */
    EPOLL(EpollEventLoopGroup::new, EpollServerSocketChannel.class, EpollSocketChannel.class),
    /** The one of this project. */
    ZERO_COPY(ZeroCopyEventLoopGroup::new, ZeroCopyServerSocketChannel.class, ZeroCopySocketChannel.class);

    private final BiFunction<Integer, ThreadFactory, EventLoopGroup> groups;
    private final Class<? extends ServerChannel> serverChannel;
    private final Class<? extends Channel> channel;

    Transport(BiFunction<Integer, ThreadFactory, EventLoopGroup> groups, Class<? extends ServerChannel> serverChannel,
              Class<? extends Channel> channel) {
        this.groups = groups;
        this.serverChannel = serverChannel;
        this.channel = channel;
    }

    EventLoopGroup newGroup(int threads, ThreadFactory threadFactory) {
        return groups.apply(threads, threadFactory);
    }

    Class<? extends ServerChannel> serverChannel() {
        return serverChannel;
    }

    Class<? extends Channel> channel() {
        return channel;
    }
}
