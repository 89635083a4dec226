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

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultMessageSizeEstimator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollMode;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.DomainSocketReadMode;
import io.netty.util.NetUtil;
import io.zerocopy.netty.ZeroCopyServerSocketChannel;
import io.zerocopy.netty.ZeroCopySocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

/** Every option that Netty knows does to our channels exactly what it does to Netty's epoll channels. */
class OptionParityTest {
    /** A value for every option, none of them the default where there is a choice. */
    private static final Map<String, Object> SAMPLES = Map.ofEntries(
            entry("ALLOCATOR", UnpooledByteBufAllocator.DEFAULT),
            entry("RCVBUF_ALLOCATOR", new AdaptiveRecvByteBufAllocator(64, 128, 256)),
            entry("MESSAGE_SIZE_ESTIMATOR", new DefaultMessageSizeEstimator(3)),
            entry("CONNECT_TIMEOUT_MILLIS", 1234),
            entry("MAX_MESSAGES_PER_READ", 3),
            entry("MAX_MESSAGES_PER_WRITE", 5),
            entry("WRITE_SPIN_COUNT", 7),
            entry("WRITE_BUFFER_HIGH_WATER_MARK", 128 * 1024),
            entry("WRITE_BUFFER_LOW_WATER_MARK", 1024),
            entry("WRITE_BUFFER_WATER_MARK", new WriteBufferWaterMark(10, 20)),
            entry("ALLOW_HALF_CLOSURE", true),
            entry("AUTO_READ", false),
            entry("AUTO_CLOSE", false),
            entry("SO_BROADCAST", true),
            entry("SO_KEEPALIVE", true),
            entry("SO_SNDBUF", 20000),
            entry("SO_RCVBUF", 30000),
            entry("SO_REUSEADDR", true),
            entry("SO_LINGER", 5),
            entry("SO_BACKLOG", 11),
            entry("SO_TIMEOUT", 13),
            entry("IP_TOS", 8),
            entry("IP_MULTICAST_ADDR", NetUtil.LOCALHOST4),
            entry("IP_MULTICAST_IF", NetUtil.LOOPBACK_IF),
            entry("IP_MULTICAST_TTL", 3),
            entry("IP_MULTICAST_LOOP_DISABLED", true),
            entry("TCP_NODELAY", false),
            entry("TCP_FASTOPEN_CONNECT", true),
            entry("TCP_FASTOPEN", 4),
            entry("DATAGRAM_CHANNEL_ACTIVE_ON_REGISTRATION", true),
            entry("SINGLE_EVENTEXECUTOR_PER_GROUP", false),
            entry("SO_REUSEPORT", true),
            entry("DOMAIN_SOCKET_READ_MODE", DomainSocketReadMode.FILE_DESCRIPTORS),
            entry("TCP_CORK", true),
            entry("TCP_NOTSENT_LOWAT", 4096L),
            entry("TCP_KEEPIDLE", 60),
            entry("TCP_KEEPINTVL", 61),
            entry("TCP_KEEPCNT", 6),
            entry("TCP_USER_TIMEOUT", 9000),
            entry("IP_FREEBIND", true),
            entry("IP_BIND_ADDRESS_NO_PORT", true),
            entry("IP_TRANSPARENT", true),
            entry("IP_RECVORIGDSTADDR", true),
            entry("TCP_DEFER_ACCEPT", 5),
            entry("TCP_QUICKACK", false),
            entry("SO_BUSY_POLL", 17),
            entry("EPOLL_MODE", EpollMode.LEVEL_TRIGGERED),
            entry("TCP_MD5SIG", Map.<InetAddress, byte[]>of()),
            entry("MAX_DATAGRAM_PAYLOAD_SIZE", 512),
            entry("UDP_GRO", true));

    private final Channel socket = new ZeroCopySocketChannel();
    private final Channel epollSocket = new EpollSocketChannel();
    private final Channel server = new ZeroCopyServerSocketChannel();
    private final Channel epollServer = new EpollServerSocketChannel();

    @AfterEach
    void close() {
        List.of(socket, epollSocket, server, epollServer).forEach(channel -> channel.unsafe().closeForcibly());
    }

    static List<ChannelOption<?>> options() throws IllegalAccessException {
        List<ChannelOption<?>> options = new ArrayList<>();
        for (Field field : EpollChannelOption.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.get(null) instanceof ChannelOption<?> option
                    && !options.contains(option)) {
                options.add(option);
            }
        }
        return options;
    }

    @ParameterizedTest
    @MethodSource("options")
    void socketOption(ChannelOption<?> option) {
        assertSame(option, epollSocket, socket);
    }

    @ParameterizedTest
    @MethodSource("options")
    void serverSocketOption(ChannelOption<?> option) {
        assertSame(option, epollServer, server);
    }

    @SuppressWarnings("unchecked")
    private static void assertSame(ChannelOption<?> option, Channel expected, Channel actual) {
        String name = option.name().replaceAll(".*#", "");
        assertThat(SAMPLES).as("a sample value for " + option).containsKey(name);
        assertThat(actual.config().getOptions().containsKey(option)).as("listed")
                .isEqualTo(expected.config().getOptions().containsKey(option));
        assertThat(get(actual, option)).as("default").isEqualTo(get(expected, option));
        ChannelOption<Object> untyped = (ChannelOption<Object>) option;
        assertThat(set(actual, untyped, SAMPLES.get(name))).as("accepted")
                .isEqualTo(set(expected, untyped, SAMPLES.get(name)));
        assertThat(get(actual, option)).as("value").isEqualTo(get(expected, option));
    }

    private static String set(Channel channel, ChannelOption<Object> option, Object value) {
        try {
            return String.valueOf(channel.config().setOption(option, value));
        } catch (RuntimeException e) {
            return e.getClass().getName();
        }
    }

    /** Kernel values and enums compare as they are; the default objects of two channels are only of equal type. */
    private static String get(Channel channel, ChannelOption<?> option) {
        try {
            Object value = channel.config().getOption(option);
            boolean plain = value == null || value instanceof Number || value instanceof Boolean
                    || value instanceof Enum || value instanceof WriteBufferWaterMark;
            return plain ? Objects.toString(value) : value.getClass().getName();
        } catch (RuntimeException e) {
            return e.getClass().getName();
        }
    }
}
