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

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class TcpMd5Test {
    private static final InetAddress ONE = address("127.0.0.1");
    private static final InetAddress TWO = address("127.0.0.2");
    private static final byte[] KEY = "abc".getBytes(US_ASCII);
    private static final byte[] OTHER_KEY = "def".getBytes(US_ASCII);

    private final OptionPeers peers = new OptionPeers();

    @BeforeEach
    void needsTheKernelsSupport() {
        // Netty's, so that an error of ours is not taken for the kernel's.
        EpollSocketChannel channel = new EpollSocketChannel();
        try {
            channel.config().setTcpMd5Sig(Map.of(ONE, KEY));
        } catch (ChannelException e) {
            assumeTrue(false, "This kernel has no TCP MD5 signatures (CONFIG_TCP_MD5SIG): " + e.getMessage());
        } finally {
            channel.unsafe().closeForcibly();
        }
    }

    @AfterEach
    void close() {
        peers.close();
    }

    @ParameterizedTest
    @EnumSource(InternetProtocolFamily.class)
    void onlyWhoHasTheKeyConnects(InternetProtocolFamily family) throws Exception {
        Channel server = server(family, Map.of(ONE, KEY));
        assertConnects(connect(family, server, Map.of(ONE, KEY)));
        assertTimesOut(tryToConnect(family, server, Map.of(ONE, OTHER_KEY)));
        assertTimesOut(tryToConnect(family, server, Collections.emptyMap()));
    }

    @ParameterizedTest
    @EnumSource(InternetProtocolFamily.class)
    void keysAreReplacedAndRemoved(InternetProtocolFamily family) throws Exception {
        Channel server = server(family, Map.of(ONE, KEY, TWO, KEY));
        server.config().setOption(EpollChannelOption.TCP_MD5SIG, Map.of(ONE, OTHER_KEY));
        assertConnects(connect(family, server, Map.of(ONE, OTHER_KEY)));
        assertConnects(connectFrom(TWO, server));
        server.config().setOption(EpollChannelOption.TCP_MD5SIG, Collections.emptyMap());
        assertConnects(connect(family, server, Collections.emptyMap()));
    }

    @Test
    void acceptedChannelInheritsItsPeersKey() throws Exception {
        Channel server = server(InternetProtocolFamily.IPv4, Map.of(ONE, KEY, TWO, KEY));
        ZeroCopySocketChannel client =
                assertConnects(connect(InternetProtocolFamily.IPv4, server, Map.of(ONE, KEY)));
        ZeroCopySocketChannel accepted = peers.accepted();
        // The kernel refuses to remove a key that the socket does not have, such as that of the other peer.
        accepted.config().setTcpMd5Sig(Collections.emptyMap());
        client.config().setTcpMd5Sig(Collections.emptyMap());
        // With a key left on either side, the other's FIN would be dropped.
        client.close().sync();
        assertThat(accepted.closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void keysCannotBeReadBack() {
        Channel channel = new ZeroCopySocketChannel();
        try {
            assertThat(channel.config().setOption(EpollChannelOption.TCP_MD5SIG, Map.of(ONE, KEY))).isTrue();
            assertThat(channel.config().getOption(EpollChannelOption.TCP_MD5SIG)).isNull();
            assertThat(channel.config().getOptions()).containsEntry(EpollChannelOption.TCP_MD5SIG, null);
        } finally {
            channel.unsafe().closeForcibly();
        }
    }

    @Test
    void badKeysAreRefusedBeforeAnythingIsChanged() throws Exception {
        InternetProtocolFamily ipv4 = InternetProtocolFamily.IPv4;
        Channel server = server(ipv4, Map.of(ONE, KEY));
        ZeroCopyServerSocketChannelConfig config = (ZeroCopyServerSocketChannelConfig) server.config();
        for (Map<InetAddress, byte[]> keys : Map.of(
                "empty", Map.of(TWO, new byte[0]),
                "long", Map.of(TWO, new byte[81]),
                "IPv6", Map.of(address("::1"), KEY),
                "no peer", Collections.<InetAddress, byte[]>singletonMap(null, KEY)).values()) {
            assertThatThrownBy(() -> config.setTcpMd5Sig(keys)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> config.setTcpMd5Sig(null)).isInstanceOf(NullPointerException.class);
        assertTimesOut(tryToConnect(ipv4, server, Collections.emptyMap()));
        assertConnects(connect(ipv4, server, Map.of(ONE, KEY)));
        config.setTcpMd5Sig(Map.of(ONE, new byte[80]));
        assertConnects(connect(ipv4, server, Map.of(ONE, new byte[80])));
    }

    private Channel server(InternetProtocolFamily family, Map<InetAddress, byte[]> keys) throws Exception {
        return peers.server(() -> new ZeroCopyServerSocketChannel(family))
                .option(EpollChannelOption.TCP_MD5SIG, keys)
                .bind(new InetSocketAddress(ONE, 0)).sync().channel();
    }

    private ChannelFuture connect(InternetProtocolFamily family, Channel server, Map<InetAddress, byte[]> keys) {
        return client(family, keys).connect(server.localAddress());
    }

    private ChannelFuture tryToConnect(InternetProtocolFamily family, Channel server, Map<InetAddress, byte[]> keys) {
        return client(family, keys).option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 300).connect(server.localAddress());
    }

    private Bootstrap client(InternetProtocolFamily family, Map<InetAddress, byte[]> keys) {
        return peers.client(() -> new ZeroCopySocketChannel(family)).option(EpollChannelOption.TCP_MD5SIG, keys);
    }

    private ChannelFuture connectFrom(InetAddress peer, Channel server) {
        SocketAddress local = new InetSocketAddress(peer, 0);
        return peers.client().connect(server.localAddress(), local);
    }

    private static ZeroCopySocketChannel assertConnects(ChannelFuture future) throws InterruptedException {
        return (ZeroCopySocketChannel) future.sync().channel();
    }

    private static void assertTimesOut(ChannelFuture future) throws InterruptedException {
        assertThat(future.await().cause()).isInstanceOf(ConnectTimeoutException.class);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
