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
package io.zerocopy.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollMode;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannelConfig;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.InternetProtocolFamily;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import java.util.stream.Stream;

import static io.zerocopy.netty.OptionAssertions.assertSameMethods;
import static io.zerocopy.netty.OptionAssertions.assertSameThroughOneSocket;
import static io.zerocopy.netty.OptionAssertions.option;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServerSocketConfigTest {
    private final ZeroCopyServerSocketChannel channel = new ZeroCopyServerSocketChannel();
    private final EpollServerSocketChannel netty = new EpollServerSocketChannel();
    private final ZeroCopyServerSocketChannelConfig config = channel.config();

    @BeforeAll
    static void loadNettysNativeLibrary() {
        Epoll.ensureAvailability();
    }

    @AfterEach
    void close() {
        channel.unsafe().closeForcibly();
        netty.unsafe().closeForcibly();
    }

    static Stream<Arguments> kernelOptions() {
        return Stream.of(
                option(ChannelOption.SO_RCVBUF, 70000, 140000),
                option(ChannelOption.SO_REUSEADDR, false, true),
                option(EpollChannelOption.SO_REUSEPORT, true, false),
                option(EpollChannelOption.IP_FREEBIND, true, false),
                option(EpollChannelOption.IP_TRANSPARENT, true, false),
                // The kernel counts in retransmissions, and rounds to the seconds that they take.
                option(EpollChannelOption.TCP_DEFER_ACCEPT, 3, 7, 0),
                option(new IntegerUnixChannelOption("SO_PRIORITY", 1, 12), 3, 0));
    }

    static Stream<Arguments> channelOptions() {
        return Stream.of(
                option(ChannelOption.SO_BACKLOG, 0, 77),
                option(ChannelOption.TCP_FASTOPEN, 5, 0),
                option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 1234),
                option(ChannelOption.WRITE_SPIN_COUNT, 3),
                option(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(512)),
                option(ChannelOption.AUTO_READ, false),
                option(ChannelOption.AUTO_CLOSE, false, true),
                option(EpollChannelOption.EPOLL_MODE, EpollMode.LEVEL_TRIGGERED, EpollMode.EDGE_TRIGGERED));
    }

    @ParameterizedTest
    @MethodSource("kernelOptions")
    void nettyAndWeMeanTheSameByAnOptionOfTheKernel(ChannelOption<Object> option, Object... values) {
        EpollServerSocketChannel sameSocket = new EpollServerSocketChannel(channel.fd().intValue());
        assertSameThroughOneSocket(config, sameSocket.config(), option, values);
    }

    @ParameterizedTest
    @MethodSource("channelOptions")
    void optionOfTheChannelReadsAsWithNetty(ChannelOption<Object> option, Object... values) {
        for (Object value : values) {
            assertThat(config.setOption(option, value)).isEqualTo(netty.config().setOption(option, value)).isTrue();
            assertThat(config.getOption(option)).isEqualTo(netty.config().getOption(option)).isEqualTo(value);
            assertThat(config.getOptions()).containsEntry(option, value);
        }
    }

    @Test
    void freshChannelEqualsNettys() {
        Map<ChannelOption<?>, Object> expected = netty.config().getOptions();
        Map<ChannelOption<?>, Object> actual = config.getOptions();
        assertThat(actual.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach((option, value) -> {
            if (option == ChannelOption.RCVBUF_ALLOCATOR) {
                // One for each channel.
                assertThat(actual.get(option)).hasSameClassAs(value);
            } else {
                assertThat(actual.get(option)).as(option.name()).isEqualTo(value);
            }
        });
        assertThat(config.isReuseAddress()).isTrue();
        assertThat(channel.metadata().defaultMaxMessagesPerRead())
                .isEqualTo(netty.metadata().defaultMaxMessagesPerRead());
    }

    @Test
    void everyMethodOfNettysConfigurationIsThere() {
        assertSameMethods(EpollServerSocketChannelConfig.class, ZeroCopyServerSocketChannelConfig.class);
    }

    @Test
    void unknownOrSenselessOptionIsRefused() {
        assertThat(config.setOption(ChannelOption.SO_LINGER, 1)).isFalse();
        assertThat(config.getOption(ChannelOption.SO_LINGER)).isNull();
        assertThatThrownBy(() -> config.setBacklog(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> config.setTcpFastopen(-1)).isInstanceOf(IllegalArgumentException.class);
        channel.unsafe().closeForcibly();
        assertThatThrownBy(() -> config.isReusePort())
                .isInstanceOf(ChannelException.class).hasCauseInstanceOf(ClosedChannelException.class);
    }

    @Test
    void epollModeCanBeSetUntilTheChannelIsRegistered() throws Exception {
        try (OptionPeers peers = new OptionPeers()) {
            Channel server = peers.server().option(EpollChannelOption.EPOLL_MODE, EpollMode.LEVEL_TRIGGERED)
                    .childOption(EpollChannelOption.EPOLL_MODE, EpollMode.LEVEL_TRIGGERED)
                    .bind(OptionPeers.ANY_PORT).sync().channel();
            peers.connect(server);
            peers.connect(server);
            for (Channel each : new Channel[] { server, peers.accepted(), peers.accepted() }) {
                assertThat(each.config().getOption(EpollChannelOption.EPOLL_MODE))
                        .isEqualTo(EpollMode.LEVEL_TRIGGERED);
                assertThatThrownBy(() ->
                        each.config().setOption(EpollChannelOption.EPOLL_MODE, EpollMode.EDGE_TRIGGERED))
                        .isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @Test
    void acceptedChannelKnowsItsAddressesParentAndOptions() throws Exception {
        try (OptionPeers peers = new OptionPeers()) {
            ZeroCopyServerSocketChannel server = (ZeroCopyServerSocketChannel) peers.server()
                    .childOption(ZeroCopyChannelOption.ZERO_COPY_THRESHOLD, 123)
                    .childOption(EpollChannelOption.TCP_KEEPIDLE, 45)
                    .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                    .bind(OptionPeers.ANY_PORT).sync().channel();
            assertThat(server.isActive()).isTrue();
            assertThat(server.remoteAddress()).isNull();
            assertThat(server.localAddress().getPort()).isPositive();
            ZeroCopySocketChannel client = peers.connect(server);
            ZeroCopySocketChannel accepted = peers.accepted();
            assertThat(accepted.parent()).isSameAs(server);
            assertThat(accepted.remoteAddress()).isEqualTo(client.localAddress());
            assertThat(accepted.localAddress()).isEqualTo(client.remoteAddress()).isEqualTo(server.localAddress());
            assertThat(accepted.config().getZeroCopyThreshold()).isEqualTo(123);
            assertThat(accepted.config().getTcpKeepIdle()).isEqualTo(45);
            assertThat(accepted.config().isAllowHalfClosure()).isTrue();
            assertThat(accepted.config().isTcpNoDelay()).isTrue();
        }
    }

    @Test
    void backlogReachesTheKernel() throws Exception {
        try (OptionPeers peers = new OptionPeers()) {
            Channel server = peers.server().option(ChannelOption.SO_BACKLOG, 23)
                    .bind(OptionPeers.ANY_PORT).sync().channel();
            // For a listening socket, tcpi_sacked is the backlog.
            assertThat(server.config().getOption(new RawUnixChannelOption("TCP_INFO", 6, 11, 104))
                    .order(ByteOrder.nativeOrder()).getInt(28)).isEqualTo(23);
        }
    }

    @Test
    void serversCanShareAPort() throws Exception {
        try (OptionPeers peers = new OptionPeers()) {
            Channel first = peers.server().option(EpollChannelOption.SO_REUSEPORT, true)
                    .bind(OptionPeers.ANY_PORT).sync().channel();
            Channel second = peers.server().option(EpollChannelOption.SO_REUSEPORT, true)
                    .bind(first.localAddress()).sync().channel();
            assertThat(second.localAddress()).isEqualTo(first.localAddress());
            assertThat(peers.server().bind(first.localAddress()).await().isSuccess()).isFalse();
        }
    }

    @Test
    void ipVersionCanBeChosen() throws Exception {
        try (OptionPeers peers = new OptionPeers()) {
            InetSocketAddress any = (InetSocketAddress) peers
                    .server(() -> new ZeroCopyServerSocketChannel(InternetProtocolFamily.IPv4))
                    .bind(0).sync().channel().localAddress();
            assertThat(any.getAddress()).isInstanceOf(Inet4Address.class).isEqualTo(InetAddress.getByName("0.0.0.0"));
        }
    }

    @Test
    void listeningDescriptorCanBeTakenOver() throws Exception {
        LinuxSocket listening = LinuxSocket.newSocketStream(false);
        listening.bind(OptionPeers.ANY_PORT);
        listening.listen(16);
        try (OptionPeers peers = new OptionPeers()) {
            ZeroCopyServerSocketChannel server = (ZeroCopyServerSocketChannel) peers
                    .server(() -> new ZeroCopyServerSocketChannel(listening.intValue()))
                    .register().sync().channel();
            assertThat(server.isActive()).isTrue();
            assertThat(server.localAddress()).isEqualTo(listening.localAddress());
            ZeroCopySocketChannel client = peers.connect(server);
            assertThat(peers.accepted().remoteAddress()).isEqualTo(client.localAddress());
        }
    }
}
