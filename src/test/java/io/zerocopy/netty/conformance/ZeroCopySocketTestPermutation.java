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
package io.zerocopy.netty.conformance;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.testsuite.transport.TestsuitePermutation;
import io.netty.testsuite.transport.TestsuitePermutation.BootstrapComboFactory;
import io.netty.testsuite.transport.TestsuitePermutation.BootstrapFactory;
import io.netty.testsuite.transport.socket.SocketTestPermutation;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopyServerSocketChannel;
import io.zerocopy.netty.ZeroCopySocketChannel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The pairs of server and client that every suite runs with, as Netty's epoll module pairs its own channels: ours with
 * ours, ours with NIO, NIO with ours, each with TCP Fast Open where the kernel allows it. The suites multiply each pair
 * by the unpooled, the pooled and the adaptive allocator. All channels on an epoll loop get the epoll mode of
 * {@link ConformanceMode}.
 */
final class ZeroCopySocketTestPermutation extends SocketTestPermutation {
    /** The group under test; never shut down, its threads are daemons. */
    static final EventLoopGroup GROUP =
            new ZeroCopyEventLoopGroup(NUM_THREADS, new DefaultThreadFactory("testsuite-zerocopy", true));

    static final ZeroCopySocketTestPermutation INSTANCE = new ZeroCopySocketTestPermutation();

    private static final int PENDING_FAST_OPENS = 5;

    private ZeroCopySocketTestPermutation() {
    }

    @Override
    public List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> socket() {
        return socketWithFastOpen();
    }

    @Override
    public List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> socketWithFastOpen() {
        return withoutNioOnly(combo(serverSocket(), clientSocketWithFastOpen()));
    }

    List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> socketWithoutFastOpen() {
        return withoutNioOnly(combo(serverSocket(), clientSocket()));
    }

    @Override
    public List<BootstrapFactory<ServerBootstrap>> serverSocket() {
        List<BootstrapFactory<ServerBootstrap>> factories = new ArrayList<>();
        factories.add(() -> server(GROUP, ZeroCopyServerSocketChannel.class));
        if (Epoll.isTcpFastOpenServerSideAvailable()) {
            factories.add(() -> server(GROUP, ZeroCopyServerSocketChannel.class)
                    .option(ChannelOption.TCP_FASTOPEN, PENDING_FAST_OPENS));
        }
        factories.add(() -> new ServerBootstrap().group(NIO_GROUP).channel(NioServerSocketChannel.class));
        return factories;
    }

    @Override
    public List<BootstrapFactory<Bootstrap>> clientSocket() {
        List<BootstrapFactory<Bootstrap>> factories = new ArrayList<>();
        factories.add(() -> client(GROUP, ZeroCopySocketChannel.class));
        factories.add(() -> new Bootstrap().group(NIO_GROUP).channel(NioSocketChannel.class));
        return factories;
    }

    @Override
    public List<BootstrapFactory<Bootstrap>> clientSocketWithFastOpen() {
        List<BootstrapFactory<Bootstrap>> factories = clientSocket();
        if (Epoll.isTcpFastOpenClientSideAvailable()) {
            factories.add(1, () -> client(GROUP, ZeroCopySocketChannel.class)
                    .option(ChannelOption.TCP_FASTOPEN_CONNECT, true));
        }
        return factories;
    }

    /** Netty's own epoll channels on our group. */
    List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> epollSocket() {
        return combo(List.of(() -> server(GROUP, EpollServerSocketChannel.class)),
                List.of(() -> client(GROUP, EpollSocketChannel.class)));
    }

    /** Our channels on Netty's own group. */
    List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> socketOnEpollGroup() {
        return combo(List.of(() -> server(PlainEpoll.GROUP, ZeroCopyServerSocketChannel.class)),
                List.of(() -> client(PlainEpoll.GROUP, ZeroCopySocketChannel.class)));
    }

    List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> domainSocket() {
        return combo(List.of(() -> server(GROUP, EpollServerDomainSocketChannel.class)),
                List.of(() -> client(GROUP, EpollDomainSocketChannel.class)));
    }

    @Override
    public List<BootstrapComboFactory<Bootstrap, Bootstrap>> datagram(InternetProtocolFamily family) {
        List<BootstrapFactory<Bootstrap>> factories = List.of(
                () -> new Bootstrap().group(NIO_GROUP).channelFactory(
                        (ChannelFactory<Channel>) () -> new NioDatagramChannel(family)),
                () -> new Bootstrap().group(GROUP).channelFactory(
                        (ChannelFactory<Channel>) () -> new EpollDatagramChannel(family)));
        return combo(factories, factories);
    }

    @Override
    public List<BootstrapFactory<Bootstrap>> datagramSocket() {
        return List.of(() -> new Bootstrap().group(GROUP).channel(EpollDatagramChannel.class));
    }

    /** One of the allocators of all suites, for those that have a class for each. */
    static List<ByteBufAllocator> allocators(Class<? extends ByteBufAllocator> type) {
        return TestsuitePermutation.allocator().stream().filter(type::isInstance).collect(Collectors.toList());
    }

    static DomainSocketAddress newDomainSocketAddress() {
        try {
            // Bind creates the file itself; only the unused name is wanted, and it must fit into sun_path.
            Path path = Files.createTempFile("zerocopy", ".sock");
            Files.delete(path);
            path.toFile().deleteOnExit();
            return new DomainSocketAddress(path.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ServerBootstrap server(EventLoopGroup group, Class<? extends ServerChannel> type) {
        return new ServerBootstrap().group(group).channel(type)
                .option(EpollChannelOption.EPOLL_MODE, ConformanceMode.EPOLL_MODE)
                .childOption(EpollChannelOption.EPOLL_MODE, ConformanceMode.EPOLL_MODE);
    }

    static Bootstrap client(EventLoopGroup group, Class<? extends Channel> type) {
        return new Bootstrap().group(group).channel(type)
                .option(EpollChannelOption.EPOLL_MODE, ConformanceMode.EPOLL_MODE);
    }

    /** NIO is last in both lists, so the last pair is NIO with NIO, which is Netty's own business. */
    private static <T> List<T> withoutNioOnly(List<T> combos) {
        combos.remove(combos.size() - 1);
        return combos;
    }

    /** Made on first use: most forks never need it. */
    private static final class PlainEpoll {
        static final EventLoopGroup GROUP =
                new EpollEventLoopGroup(NUM_THREADS, new DefaultThreadFactory("testsuite-epoll", true));
    }
}
