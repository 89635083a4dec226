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
package io.zerocopy.lab.netty41;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.incubator.channel.uring.IOUring;
import io.netty.incubator.channel.uring.IOUringEventLoopGroup;
import io.netty.incubator.channel.uring.IOUringServerSocketChannel;
import io.netty.incubator.channel.uring.IOUringSocketChannel;
import io.zerocopy.lab.workloads.Contender;
import io.zerocopy.lab.workloads.ContenderProvider;

import java.util.List;

/**
 * The JDK's selectors, the incubator's io_uring, and epoll, which everything else is compared with, itself included: by
 * how much the control differs from it, anything else may differ by chance.
 */
public final class Netty41 implements ContenderProvider {

    @Override
    public List<Contender> contenders() {
        return List.of(
                new Contender("netty41-nio", () -> null, NioEventLoopGroup::new,
                        NioSocketChannel.class, NioServerSocketChannel.class),
                epoll("netty41-epoll"),
                epoll("epoll-control"),
                new Contender("incubator-iouring", IOUring::unavailabilityCause, IOUringEventLoopGroup::new,
                        IOUringSocketChannel.class, IOUringServerSocketChannel.class));
    }

    private static Contender epoll(String name) {
        return new Contender(name, Epoll::unavailabilityCause, EpollEventLoopGroup::new,
                EpollSocketChannel.class, EpollServerSocketChannel.class);
    }
}
