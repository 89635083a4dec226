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
package io.zerocopy.lab.netty42;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.zerocopy.lab.workloads.Contender;
import io.zerocopy.lab.workloads.ContenderProvider;

import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Epoll, io_uring as it comes, which copies, and io_uring with its zero-copy sends, which are off by default. */
public final class Netty42 implements ContenderProvider {

    /**
     * Netty 4.2 looks at the size of each buffer, not of what is flushed together. On the wire its zero copy costs less
     * CPU time than its copies from 16 KiB on; so small ones, heads for instance, are copied.
     */
    private static final int ZERO_COPY_THRESHOLD = 16 << 10;

    @Override
    public List<Contender> contenders() {
        return List.of(
                new Contender("netty42-epoll", Epoll::unavailabilityCause, groups(EpollIoHandler::newFactory),
                        EpollSocketChannel.class, EpollServerSocketChannel.class),
                ioUring("netty42-iouring"),
                ioUring("netty42-iouring-zc")
                        .with(IoUringChannelOption.IO_URING_WRITE_ZERO_COPY_THRESHOLD, ZERO_COPY_THRESHOLD));
    }

    private static Contender ioUring(String name) {
        return new Contender(name, IoUring::unavailabilityCause, groups(IoUringIoHandler::newFactory),
                IoUringSocketChannel.class, IoUringServerSocketChannel.class);
    }

    /** Looks for the native library only when it is asked for event loops. */
    private static BiFunction<Integer, ThreadFactory, EventLoopGroup> groups(Supplier<IoHandlerFactory> handlers) {
        return (loops, threadFactory) -> new MultiThreadIoEventLoopGroup(loops, threadFactory, handlers.get());
    }
}
