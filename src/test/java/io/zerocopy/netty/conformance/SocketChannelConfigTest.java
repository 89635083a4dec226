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

import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollMode;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;
import io.zerocopy.netty.ZeroCopyServerSocketChannel;
import io.zerocopy.netty.ZeroCopySocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The options of a bound socket and of a listening one, which Netty tests in its epoll module only. */
@Timeout(10)
class SocketChannelConfigTest {
    private static final int SOL_SOCKET = 1;
    private static final int SO_PRIORITY = 12;
    private static final int SO_REUSEADDR = 2;
    private static final int MAX_LINGER = 32767;
    private static final long UINT32_MAX = 0xFFFFFFFFL;

    private final Random random = new Random(11);
    private Channel socket;
    private Channel server;

    @BeforeEach
    void bind() {
        socket = ZeroCopySocketTestPermutation
                .client(ZeroCopySocketTestPermutation.GROUP, ZeroCopySocketChannel.class)
                .handler(new ChannelInboundHandlerAdapter())
                .bind(new InetSocketAddress(0)).syncUninterruptibly().channel();
        server = ZeroCopySocketTestPermutation
                .server(ZeroCopySocketTestPermutation.GROUP, ZeroCopyServerSocketChannel.class)
                .childHandler(new ChannelInboundHandlerAdapter())
                .bind(new InetSocketAddress(0)).syncUninterruptibly().channel();
    }

    @AfterEach
    void close() {
        socket.close().syncUninterruptibly();
        server.close().syncUninterruptibly();
    }

    @Test
    void randomNotSentLowWaterMark() {
        for (long value : new long[] {0, 1, UINT32_MAX, random.nextLong() & UINT32_MAX}) {
            assertKept(socket, EpollChannelOption.TCP_NOTSENT_LOWAT, value);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, UINT32_MAX + 1, Long.MIN_VALUE, Long.MAX_VALUE})
    void notSentLowWaterMarkOutOfRange(long value) {
        assertThatThrownBy(() -> socket.config().setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, value))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void randomLinger() {
        for (int value : new int[] {0, 1, 1 + random.nextInt(MAX_LINGER), -1}) {
            assertKept(socket, ChannelOption.SO_LINGER, value);
        }
    }

    @Test
    void switchesGoOnAndOff() {
        for (ChannelOption<Boolean> option : List.of(ChannelOption.TCP_NODELAY, ChannelOption.SO_KEEPALIVE,
                ChannelOption.SO_REUSEADDR, ChannelOption.ALLOW_HALF_CLOSURE, ChannelOption.AUTO_CLOSE,
                ChannelOption.TCP_FASTOPEN_CONNECT, EpollChannelOption.TCP_CORK, EpollChannelOption.TCP_QUICKACK)) {
            assertKept(socket, option, true);
            assertKept(socket, option, false);
        }
        for (ChannelOption<Boolean> option : List.of(ChannelOption.SO_REUSEADDR, EpollChannelOption.SO_REUSEPORT,
                EpollChannelOption.IP_FREEBIND)) {
            assertKept(server, option, true);
            assertKept(server, option, false);
        }
    }

    @Test
    void keepAliveAndUserTimeout() {
        assertKept(socket, EpollChannelOption.TCP_KEEPIDLE, 60);
        assertKept(socket, EpollChannelOption.TCP_KEEPINTVL, 70);
        assertKept(socket, EpollChannelOption.TCP_KEEPCNT, 8);
        assertKept(socket, EpollChannelOption.TCP_USER_TIMEOUT, 9000);
    }

    @Test
    void integerAndRawUnixOptions() {
        IntegerUnixChannelOption priority = new IntegerUnixChannelOption("SO_PRIORITY", SOL_SOCKET, SO_PRIORITY);
        assertKept(socket, priority, 3);

        RawUnixChannelOption reuse = new RawUnixChannelOption("SO_REUSEADDR", SOL_SOCKET, SO_REUSEADDR, Integer.BYTES);
        ByteBuffer one = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(0, 1);
        for (Channel channel : List.of(socket, server)) {
            channel.config().setOption(ChannelOption.SO_REUSEADDR, false);
            assertThat(channel.config().setOption(reuse, one.duplicate())).isTrue();
            assertThat(channel.config().getOption(ChannelOption.SO_REUSEADDR)).isTrue();
            assertThat(channel.config().getOption(reuse)).isEqualTo(one);
        }
    }

    @Test
    void epollModeIsFixedOnceRegistered() {
        for (ChannelConfig config : List.of(socket.config(), server.config())) {
            assertThat(config.getOption(EpollChannelOption.EPOLL_MODE)).isEqualTo(ConformanceMode.EPOLL_MODE);
            assertThatThrownBy(() -> config.setOption(EpollChannelOption.EPOLL_MODE, EpollMode.EDGE_TRIGGERED))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void closedSocketRefusesOptions() {
        ChannelConfig config = socket.config();
        socket.close().syncUninterruptibly();
        assertThatThrownBy(() -> config.setOption(ChannelOption.SO_LINGER, 0)).isInstanceOf(ChannelException.class);
        assertThatThrownBy(() -> config.getOption(ChannelOption.SO_LINGER)).isInstanceOf(ChannelException.class);
        assertThatThrownBy(() -> config.setOption(ChannelOption.TCP_NODELAY, true))
                .isInstanceOf(ChannelException.class);
    }

    private static <T> void assertKept(Channel channel, ChannelOption<T> option, T value) {
        assertThat(channel.config().setOption(option, value)).as(option + " accepted").isTrue();
        assertThat(channel.config().getOption(option)).as(option.toString()).isEqualTo(value);
    }
}
