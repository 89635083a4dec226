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
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainDatagramChannel;
import io.netty.channel.unix.DomainSocketChannel;
import io.netty.channel.unix.ServerDomainSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import io.zerocopy.netty.ZeroCopyChannelOption;
import io.zerocopy.netty.ZeroCopyServerSocketChannel;
import io.zerocopy.netty.ZeroCopySocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.awaitility.Awaitility.await;

/** The groups, threads and channels that Reactor Netty gets, and their end. */
@Timeout(30)
class ZeroCopyLoopResourcesTest {

    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration AT_MOST = Duration.ofSeconds(10);

    private final ZeroCopyLoopResources loops = ZeroCopyLoopResources.builder("test").workers(2).build();

    @AfterEach
    void dispose() {
        loops.disposeLater(AT_ONCE, AT_MOST).block(AT_MOST);
    }

    @Test
    void nothingIsMadeBeforeItIsAskedFor() {
        assertThat(loops.group()).isEmpty();
        EventLoopGroup group = loops.onServer(true);
        assertThat(group).hasSize(2).isSameAs(loops.onServer(true)).isSameAs(loops.onServerSelect(true));
        assertThat(loops.group().orElseThrow()).isSameAs(group);
    }

    @Test
    void threadsRejectBlockingCalls() throws Exception {
        EventLoop loop = loops.onServer(true).next();
        String name = loop.submit(() -> Thread.currentThread().getName()).get();
        assertThat(name).matches("test-zerocopy-[12]");
        Throwable failure = loop.submit(() -> Mono.never().block(AT_MOST)).await().cause();
        assertThat(failure).isInstanceOf(IllegalStateException.class)
                           .hasMessageContaining("blocking").hasMessageContaining(name);
    }

    @Test
    void threadsAreDaemonsUnlessAskedFor() throws Exception {
        assertThat(isDaemon(loops)).isTrue();
        ZeroCopyLoopResources lasting = ZeroCopyLoopResources.builder("lasting").workers(1).daemon(false).build();
        try {
            assertThat(isDaemon(lasting)).isFalse();
        } finally {
            lasting.disposeLater(AT_ONCE, AT_MOST).block(AT_MOST);
        }
    }

    @Test
    void lagIsWatchedIfWanted() {
        loops.onServer(true);
        assertThat(loops.group().orElseThrow().metrics().lagMicros(100)).isZero();
        ZeroCopyLoopResources watched =
                ZeroCopyLoopResources.builder("watched").workers(1).watchLag(Duration.ofMillis(1)).build();
        watched.onServer(true);
        try {
            await().until(() -> watched.group().orElseThrow().metrics().lagMicros(100) > 0);
        } finally {
            watched.disposeLater(AT_ONCE, AT_MOST).block(AT_MOST);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ZeroCopyLoopResources.builder("bad").watchLag(Duration.ofNanos(999_999)))
                .withMessageContaining("PT0.000999999S");
    }

    private static boolean isDaemon(LoopResources resources) throws Exception {
        return resources.onServer(true).next().submit(() -> Thread.currentThread().isDaemon()).get();
    }

    @Test
    void clientsStayOnTheirEventLoop() throws Exception {
        EventLoopGroup clients = loops.onClient(true);
        for (EventExecutor loop : loops.onServer(true)) {
            assertThat(loop.submit(() -> clients.next()).get()).isSameAs(loop);
        }
    }

    @Test
    void clientsGoRoundIfNotColocated() throws Exception {
        ZeroCopyLoopResources apart = ZeroCopyLoopResources.builder("apart").workers(2).colocate(false).build();
        try {
            EventLoopGroup clients = apart.onClient(true);
            List<EventLoop> used = clients.next().submit(() -> List.of(clients.next(), clients.next())).get();
            assertThat(used).doesNotHaveDuplicates();
        } finally {
            apart.disposeLater(AT_ONCE, AT_MOST).block(AT_MOST);
        }
    }

    @Test
    void selectorsAreOfTheirOwnIfAskedFor() throws Exception {
        ZeroCopyLoopResources split = ZeroCopyLoopResources.builder("split").workers(2).selectors(1).build();
        EventLoopGroup selectors = split.onServerSelect(true);
        assertThat(selectors).hasSize(1).isNotSameAs(split.onServer(true));
        assertThat(selectors.next().submit(() -> Thread.currentThread().getName()).get())
                .isEqualTo("split-select-epoll-1");
        assertThat(split.onChannelClass(ServerSocketChannel.class, selectors))
                .isEqualTo(ZeroCopyServerSocketChannel.class);
        split.disposeLater(AT_ONCE, AT_MOST).block(AT_MOST);
        assertThat(selectors.isTerminated()).isTrue();
    }

    static Stream<Arguments> channels() {
        return Stream.of(
                Arguments.of(SocketChannel.class, ZeroCopySocketChannel.class),
                Arguments.of(ServerSocketChannel.class, ZeroCopyServerSocketChannel.class),
                Arguments.of(DatagramChannel.class, EpollDatagramChannel.class),
                Arguments.of(DomainSocketChannel.class, EpollDomainSocketChannel.class),
                Arguments.of(ServerDomainSocketChannel.class, EpollServerDomainSocketChannel.class),
                Arguments.of(DomainDatagramChannel.class, EpollDomainDatagramChannel.class));
    }

    @ParameterizedTest
    @MethodSource("channels")
    <C extends Channel> void everyChannelRunsOnTheGroups(Class<C> asked, Class<? extends C> expected) {
        for (EventLoopGroup group : new EventLoopGroup[] {loops.onServer(true), loops.onClient(true)}) {
            assertThat(loops.onChannelClass(asked, group)).isEqualTo(expected);
            Channel channel = loops.onChannel(asked, group);
            assertThat(channel).isExactlyInstanceOf(expected);
            assertThat(group.register(channel).awaitUninterruptibly().cause()).isNull();
            channel.close().syncUninterruptibly();
        }
    }

    @Test
    void anUnknownChannelIsRefused() {
        EventLoopGroup group = loops.onServer(true);
        assertThatIllegalArgumentException().isThrownBy(() -> loops.onChannel(ServerChannel.class, group))
                                            .withMessageContaining(ServerChannel.class.getName());
    }

    @Test
    void theChannelFitsTheGroup() {
        EventLoopGroup epoll = new EpollEventLoopGroup(1);
        EventLoopGroup nio = new NioEventLoopGroup(1);
        try {
            assertThat(loops.onChannelClass(SocketChannel.class, epoll)).isEqualTo(ZeroCopySocketChannel.class);
            assertThat(loops.onChannelClass(SocketChannel.class, nio)).isEqualTo(NioSocketChannel.class);
        } finally {
            epoll.shutdownGracefully();
            nio.shutdownGracefully();
        }
    }

    @Test
    void nativeOffIsNio() throws Exception {
        EventLoopGroup group = loops.onServer(false);
        assertThat(group).isInstanceOf(NioEventLoopGroup.class).isSameAs(loops.onServerSelect(false)).hasSize(2);
        Channel channel = loops.onChannel(SocketChannel.class, loops.onClient(false));
        assertThat(channel).isInstanceOf(NioSocketChannel.class);
        assertThat(group.register(channel).await().cause()).isNull();
        channel.close().sync();
        assertThat(loops.group()).isEmpty();
        dispose();
        assertThat(group.isTerminated()).isTrue();
    }

    @Test
    void disposalEndsTheEventLoops() {
        EventLoopGroup group = loops.onServer(true);
        assertThat(loops.isDisposed()).isFalse();
        Mono<Void> disposal = loops.disposeLater(AT_ONCE, AT_MOST);
        assertThat(loops.isDisposed()).as("disposed before the subscription").isFalse();
        disposal.block(AT_MOST);
        assertThat(loops.isDisposed()).isTrue();
        assertThat(group.isTerminated()).isTrue();
        loops.disposeLater(AT_ONCE, AT_MOST).block(AT_MOST);
    }

    @Test
    void disposalThatTakesTooLongFails() {
        CountDownLatch done = new CountDownLatch(1);
        loops.onServer(true).next().submit(() -> done.await(10, TimeUnit.SECONDS));
        Mono<Void> disposal = loops.disposeLater(AT_ONCE, Duration.ofMillis(100));
        assertThatIllegalStateException().isThrownBy(() -> disposal.block(AT_MOST))
                                         .withMessageContaining("prefix=test").withMessageContaining("100 ms");
        done.countDown();
    }

    @Test
    void disposedResourcesMakeNoNewEventLoops() {
        dispose();
        assertThat(loops.group()).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> loops.onServer(true)).withMessageContaining("is disposed");
    }

    @Test
    void builtResourcesDoNotChange() {
        ZeroCopyLoopResources.Builder builder = ZeroCopyLoopResources.builder("first").workers(1);
        ZeroCopyLoopResources built = builder.build();
        builder.workers(3);
        try {
            assertThat(built.onServer(true)).hasSize(1);
        } finally {
            built.disposeLater(AT_ONCE, AT_MOST).block(AT_MOST);
        }
    }

    @Test
    void nonsenseIsRefused() {
        ZeroCopyLoopResources.Builder builder = ZeroCopyLoopResources.builder("test");
        assertThatIllegalArgumentException().isThrownBy(() -> ZeroCopyLoopResources.create(""));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.workers(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.selectors(-1));
        assertThatNullPointerException().isThrownBy(
                () -> builder.option(ZeroCopyChannelOption.ZERO_COPY_THRESHOLD, null));
    }
}
