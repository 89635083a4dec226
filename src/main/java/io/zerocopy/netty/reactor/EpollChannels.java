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
package io.zerocopy.netty.reactor;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.unix.DomainDatagramChannel;
import io.netty.channel.unix.DomainSocketChannel;
import io.netty.channel.unix.ServerDomainSocketChannel;
import io.zerocopy.netty.ZeroCopyServerSocketChannel;
import io.zerocopy.netty.ZeroCopySocketChannel;

import java.util.Map;
import java.util.function.Supplier;

/** The channels for epoll event loops: TCP by the transport, everything else by Netty's own. */
final class EpollChannels {

    private static final Map<Class<?>, Implementation> IMPLEMENTATIONS = Map.of(
            SocketChannel.class,
            new Implementation(ZeroCopySocketChannel.class, ZeroCopySocketChannel::new),
            ServerSocketChannel.class,
            new Implementation(ZeroCopyServerSocketChannel.class, ZeroCopyServerSocketChannel::new),
            DatagramChannel.class,
            new Implementation(EpollDatagramChannel.class, EpollDatagramChannel::new),
            DomainSocketChannel.class,
            new Implementation(EpollDomainSocketChannel.class, EpollDomainSocketChannel::new),
            ServerDomainSocketChannel.class,
            new Implementation(EpollServerDomainSocketChannel.class, EpollServerDomainSocketChannel::new),
            DomainDatagramChannel.class,
            new Implementation(EpollDomainDatagramChannel.class, EpollDomainDatagramChannel::new));

    private record Implementation(Class<? extends Channel> type, Supplier<? extends Channel> constructor) {
    }

    private EpollChannels() {
    }

    static <C extends Channel> C create(Class<C> type) {
        return type.cast(find(type).constructor().get());
    }

    static <C extends Channel> Class<? extends C> implementation(Class<C> type) {
        return find(type).type().asSubclass(type);
    }

    private static Implementation find(Class<?> type) {
        Implementation implementation = IMPLEMENTATIONS.get(type);
        if (implementation == null) {
            throw new IllegalArgumentException("Unsupported channel type: " + type.getName());
        }
        return implementation;
    }
}
