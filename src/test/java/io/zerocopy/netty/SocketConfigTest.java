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

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultMessageSizeEstimator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelConfig;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollMode;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollSocketChannelConfig;
import io.netty.channel.socket.InternetProtocolFamily;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import static io.zerocopy.netty.OptionAssertions.assertSameMethods;
import static io.zerocopy.netty.OptionAssertions.assertSameThroughOneSocket;
import static io.zerocopy.netty.OptionAssertions.option;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SocketConfigTest {
    private final ZeroCopySocketChannel channel = new ZeroCopySocketChannel();
    private final EpollSocketChannel netty = new EpollSocketChannel();
    private final ZeroCopySocketChannelConfig config = channel.config();

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
                option(ChannelOption.SO_SNDBUF, 70000, 140000),
                option(ChannelOption.TCP_NODELAY, false, true),
                option(ChannelOption.SO_KEEPALIVE, true, false),
                option(ChannelOption.SO_REUSEADDR, true, false),
                option(ChannelOption.SO_LINGER, 7, 0, -1),
                option(ChannelOption.IP_TOS, 0x10, 0),
                option(EpollChannelOption.TCP_CORK, true, false),
                option(EpollChannelOption.TCP_NOTSENT_LOWAT, 12345L, 0x80000000L, 0xFFFFFFFFL),
                option(EpollChannelOption.TCP_KEEPIDLE, 11, 12),
                option(EpollChannelOption.TCP_KEEPINTVL, 13, 14),
                option(EpollChannelOption.TCP_KEEPCNT, 15, 16),
                option(EpollChannelOption.TCP_USER_TIMEOUT, 17000, 0),
                option(EpollChannelOption.TCP_QUICKACK, false, true),
                option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true, false),
                option(EpollChannelOption.IP_TRANSPARENT, true, false),
                option(EpollChannelOption.SO_BUSY_POLL, 18, 0),
                option(new IntegerUnixChannelOption("SO_PRIORITY", 1, 12), 3, 0),
                option(new RawUnixChannelOption("TCP_KEEPCNT raw", 6, 6, 4), nativeInt(19), nativeInt(20)));
    }

    static Stream<Arguments> channelOptions() {
        return Stream.of(
                option(ChannelOption.ALLOW_HALF_CLOSURE, true, false),
                option(ChannelOption.TCP_FASTOPEN_CONNECT, true, false),
                option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 1234),
                option(ChannelOption.WRITE_SPIN_COUNT, 3, Integer.MAX_VALUE),
                option(ChannelOption.MAX_MESSAGES_PER_WRITE, 5),
                option(ChannelOption.ALLOCATOR, new PooledByteBufAllocator(true)),
                option(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(512)),
                option(ChannelOption.AUTO_READ, false),
                option(ChannelOption.AUTO_CLOSE, false, true),
                option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(10, 20)),
                option(ChannelOption.MESSAGE_SIZE_ESTIMATOR, new DefaultMessageSizeEstimator(9)),
                option(ChannelOption.SINGLE_EVENTEXECUTOR_PER_GROUP, false, true),
                option(EpollChannelOption.EPOLL_MODE, EpollMode.LEVEL_TRIGGERED, EpollMode.EDGE_TRIGGERED));
    }

    static Stream<Arguments> zeroCopyOptions() {
        return Stream.of(
                option(ZeroCopyChannelOption.ZERO_COPY_THRESHOLD, -1, 0, Integer.MAX_VALUE),
                option(ZeroCopyChannelOption.ZERO_COPY_IN_FLIGHT_LIMIT, 0, 1, Integer.MAX_VALUE),
                option(ZeroCopyChannelOption.ZERO_COPY_LEARN_PATH, false, true),
                option(ZeroCopyChannelOption.ZERO_COPY_SHARED_BUFFERS, (Object[]) SharedBufferPolicy.values()),
                option(ZeroCopyChannelOption.ZERO_COPY_CLOSE_TIMEOUT, 0, 1, Integer.MAX_VALUE),
                option(ZeroCopyChannelOption.ZERO_COPY_HOLD_TIMEOUT, 0, 1, Integer.MAX_VALUE),
                option(ZeroCopyChannelOption.ZERO_COPY_WRITABILITY, true, false));
    }

    @ParameterizedTest
    @MethodSource("kernelOptions")
    void nettyAndWeMeanTheSameByAnOptionOfTheKernel(ChannelOption<Object> option, Object... values) {
        assertSameThroughOneSocket(config, new EpollSocketChannel(channel.fd().intValue()).config(), option, values);
    }

    @ParameterizedTest
    @EnumSource(InternetProtocolFamily.class)
    void theIpVersionMakesNoDifference(InternetProtocolFamily family) {
        ZeroCopySocketChannel ofFamily = new ZeroCopySocketChannel(family);
        try {
            EpollSocketChannelConfig sameSocket = new EpollSocketChannel(ofFamily.fd().intValue()).config();
            kernelOptions().map(Arguments::get).forEach(argument -> {
                @SuppressWarnings("unchecked")
                ChannelOption<Object> option = (ChannelOption<Object>) argument[0];
                assertSameThroughOneSocket(ofFamily.config(), sameSocket, option, (Object[]) argument[1]);
            });
        } finally {
            ofFamily.unsafe().closeForcibly();
        }
    }

    @ParameterizedTest
    @MethodSource("channelOptions")
    void optionOfTheChannelReadsAsWithNetty(ChannelOption<Object> option, Object... values) {
        for (Object value : values) {
            assertThat(config.setOption(option, value)).isEqualTo(netty.config().setOption(option, value)).isTrue();
            assertThat(config.getOption(option)).isEqualTo(netty.config().getOption(option));
            assertThat(config.getOptions().get(option)).isEqualTo(config.getOption(option));
        }
    }

    @ParameterizedTest
    @MethodSource("zeroCopyOptions")
    void zeroCopyOptionIsKeptAndRefusedByEveryoneElse(ChannelOption<Object> option, Object... values) {
        ZeroCopyServerSocketChannel server = new ZeroCopyServerSocketChannel();
        try {
            for (Object value : values) {
                assertThat(config.setOption(option, value)).isTrue();
                assertThat(config.getOption(option)).isEqualTo(value);
                assertThat(config.getOptions()).containsEntry(option, value);
                assertThat(netty.config().setOption(option, value)).isFalse();
                assertThat(server.config().setOption(option, value)).isFalse();
                assertThat(server.config().getOption(option)).isNull();
            }
        } finally {
            server.unsafe().closeForcibly();
        }
    }

    @Test
    void freshChannelEqualsNettys() {
        Map<ChannelOption<?>, Object> expected = netty.config().getOptions();
        Map<ChannelOption<?>, Object> actual = config.getOptions();
        Set<ChannelOption<?>> expectedKeys = new HashSet<>(expected.keySet());
        expectedKeys.addAll(Arrays.asList(
                ZeroCopyChannelOption.ZERO_COPY_THRESHOLD, ZeroCopyChannelOption.ZERO_COPY_IN_FLIGHT_LIMIT,
                ZeroCopyChannelOption.ZERO_COPY_LEARN_PATH,
                ZeroCopyChannelOption.ZERO_COPY_SHARED_BUFFERS, ZeroCopyChannelOption.ZERO_COPY_CLOSE_TIMEOUT,
                ZeroCopyChannelOption.ZERO_COPY_HOLD_TIMEOUT, ZeroCopyChannelOption.ZERO_COPY_WRITABILITY));
        assertThat(actual.keySet()).containsExactlyInAnyOrderElementsOf(expectedKeys);
        expected.forEach((option, value) -> {
            if (option == ChannelOption.RCVBUF_ALLOCATOR) {
                // One for each channel.
                assertThat(actual.get(option)).hasSameClassAs(value);
            } else {
                assertThat(actual.get(option)).as(option.name()).isEqualTo(value);
            }
        });
    }

    @Test
    void everyMethodOfNettysConfigurationIsThere() {
        assertSameMethods(EpollSocketChannelConfig.class, ZeroCopySocketChannelConfig.class);
    }

    @Test
    void gatheringWritesAreLimitedByTheSendBuffer() throws Exception {
        assertThat(gatheringWriteLimit(config)).isEqualTo(2L * config.getSendBufferSize())
                .isEqualTo(gatheringWriteLimit(netty.config()));
        config.setSendBufferSize(50000);
        assertThat(config.getSendBufferSize()).isEqualTo(100000);
        assertThat(gatheringWriteLimit(config)).isEqualTo(200000);
    }

    @SuppressWarnings("deprecation")
    @Test
    void deprecatedMethodsWork() {
        config.setTcpKeepCntl(21);
        assertThat(config.getTcpKeepCnt()).isEqualTo(21);
        config.setMaxMessagesPerRead(6);
        assertThat(config.getOption(ChannelOption.MAX_MESSAGES_PER_READ)).isEqualTo(6);
        config.setWriteBufferHighWaterMark(90000).setWriteBufferLowWaterMark(80000);
        assertThat(config.getWriteBufferWaterMark().high()).isEqualTo(90000);
        assertThat(config.getWriteBufferWaterMark().low()).isEqualTo(80000);
        assertThat(config.setPerformancePreferences(1, 2, 3)).isSameAs(config);
    }

    @Test
    void unknownOptionIsRefused() {
        assertThat(config.setOption(ChannelOption.SO_BACKLOG, 1)).isFalse();
        assertThat(config.getOption(ChannelOption.SO_BACKLOG)).isNull();
        assertThatThrownBy(() -> config.setOption(ChannelOption.SO_LINGER, null))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> config.getOption(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void senselessValueIsRefused() {
        assertRefused(EpollChannelOption.TCP_NOTSENT_LOWAT, -1L, 0x100000000L);
        assertRefused(ZeroCopyChannelOption.ZERO_COPY_THRESHOLD, -2);
        assertRefused(ZeroCopyChannelOption.ZERO_COPY_IN_FLIGHT_LIMIT, -1);
        assertRefused(ZeroCopyChannelOption.ZERO_COPY_CLOSE_TIMEOUT, -1);
        assertRefused(ZeroCopyChannelOption.ZERO_COPY_HOLD_TIMEOUT, -1);
        assertThatThrownBy(() -> config.setZeroCopySharedBuffers(null)).isInstanceOf(NullPointerException.class);
        // The kernel's refusal.
        assertThatThrownBy(() -> config.setTcpKeepCnt(-1)).isInstanceOf(ChannelException.class);
        assertThatThrownBy(() -> netty.config().setTcpKeepCnt(-1)).isInstanceOf(ChannelException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void closedChannelSaysSoLikeNettys(boolean ours) {
        EpollChannelConfig closed = ours ? config : netty.config();
        (ours ? channel : netty).unsafe().closeForcibly();
        for (ChannelOption<?> option : new ChannelOption<?>[] {
            ChannelOption.SO_RCVBUF, ChannelOption.SO_LINGER, ChannelOption.IP_TOS, EpollChannelOption.TCP_KEEPIDLE }) {
            assertThatThrownBy(() -> closed.getOption(option)).as(option.name())
                    .isInstanceOf(ChannelException.class).hasCauseInstanceOf(ClosedChannelException.class);
        }
        assertThatThrownBy(() -> closed.setOption(EpollChannelOption.TCP_KEEPIDLE, 5))
                .isInstanceOf(ChannelException.class).hasCauseInstanceOf(ClosedChannelException.class);
    }

    @Test
    void epollModeCanBeSetUntilTheChannelIsRegistered() throws Exception {
        EventLoopGroup group = new EpollEventLoopGroup(1);
        try {
            config.setEpollMode(EpollMode.LEVEL_TRIGGERED);
            group.register(channel).sync();
            assertThat(config.getEpollMode()).isEqualTo(EpollMode.LEVEL_TRIGGERED);
            assertThatThrownBy(() -> config.setOption(EpollChannelOption.EPOLL_MODE, EpollMode.EDGE_TRIGGERED))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(config.getEpollMode()).isEqualTo(EpollMode.LEVEL_TRIGGERED);
        } finally {
            channel.close().sync();
            group.shutdownGracefully().sync();
        }
    }

    @Test
    void tcpInfoIsAvailableAsARawOption() throws Exception {
        try (OptionPeers peers = new OptionPeers()) {
            ZeroCopySocketChannel connected = peers.connect(peers.server().bind(OptionPeers.ANY_PORT).sync().channel());
            RawUnixChannelOption tcpInfo = new RawUnixChannelOption("TCP_INFO", 6, 11, 104);
            ByteBuffer info = connected.config().getOption(tcpInfo).order(ByteOrder.nativeOrder());
            EpollSocketChannel sameSocket = new EpollSocketChannel(connected.fd().intValue());
            assertThat(info.remaining()).isEqualTo(104);
            assertThat(info.get(0)).isEqualTo((byte) 1).isEqualTo((byte) sameSocket.tcpInfo().state());
            assertThat(info.getInt(16)).isEqualTo(sameSocket.tcpInfo().sndMss());
            assertThat(Integer.toUnsignedLong(info.getInt(68))).isPositive().isEqualTo(sameSocket.tcpInfo().rtt());
        }
    }

    private <T> void assertRefused(ChannelOption<T> option, T first, Object... more) {
        T before = config.getOption(option);
        @SuppressWarnings("unchecked")
        Stream<T> values = Stream.concat(Stream.of(first), Stream.of(more).map(value -> (T) value));
        values.forEach(value -> assertThatThrownBy(() -> config.setOption(option, value)).as("%s", value)
                .isInstanceOf(IllegalArgumentException.class));
        assertThat(config.getOption(option)).isEqualTo(before);
    }

    private static long gatheringWriteLimit(ChannelConfig config) throws Exception {
        Method getter = EpollChannelConfig.class.getDeclaredMethod("getMaxBytesPerGatheringWrite");
        getter.setAccessible(true);
        return (long) getter.invoke(config);
    }

    private static ByteBuffer nativeInt(int value) {
        return ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(0, value);
    }
}
