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

import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopySocketChannel;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** What a load is sent by: all that differs between the two. */
public enum Transport {
    /** Netty's own, with its pooled buffers. */
    EPOLL("epoll", EpollSocketChannel.class, EpollEventLoopGroup::new),
    /** The library's, with its defaults. */
    ZERO_COPY("zero copy", ZeroCopySocketChannel.class, ZeroCopyEventLoopGroup::new);

    private final String title;
    private final Class<? extends SocketChannel> channelClass;
    private final IntFunction<EventLoopGroup> groups;

    Transport(String title, Class<? extends SocketChannel> channelClass, IntFunction<EventLoopGroup> groups) {
        this.title = title;
        this.channelClass = channelClass;
        this.groups = groups;
    }

    /**
     * As {@link #valueOf}, with a clear error.
     *
     * @throws IllegalArgumentException if there is no such transport
     */
    public static Transport named(String name) {
        List<String> names = Stream.of(values()).map(Enum::name).toList();
        if (!names.contains(name)) {
            throw new IllegalArgumentException("no transport " + name + ", but " + names);
        }
        return valueOf(name);
    }

    Class<? extends SocketChannel> channelClass() {
        return channelClass;
    }

    EventLoopGroup newGroup(int threads) {
        return groups.apply(threads);
    }

    @Override
    public String toString() {
        return title;
    }
}
