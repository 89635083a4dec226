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

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.util.NetUtil;
import io.zerocopy.netty.ZeroCopyServerSocketChannel;
import io.zerocopy.netty.ZeroCopySocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

/** TCP MD5 signatures (RFC 2385), which Netty tests in its epoll module only. */
@Timeout(10)
class TcpMd5Test {
    private static final byte[] KEY = "abc".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER_KEY = "def".getBytes(StandardCharsets.US_ASCII);
    private static final int CONNECT_TIMEOUT_MILLIS = 1000;
    private static final int LARGE = 256 * 1024;

    private final CompletableFuture<Integer> received = new CompletableFuture<>();
    private Channel server;
    private Channel client;

    @BeforeEach
    void listen() {
        server = ZeroCopySocketTestPermutation
                .server(ZeroCopySocketTestPermutation.GROUP, ZeroCopyServerSocketChannel.class)
                .childHandler(new Receiver())
                .bind(new InetSocketAddress(NetUtil.LOCALHOST4, 0)).syncUninterruptibly().channel();
        try {
            assertThat(setServerKeys(key(KEY))).isTrue();
        } catch (ChannelException e) {
            if (String.valueOf(e.getMessage()).contains("Protocol not available")) {
                abort("the kernel is built without TCP_MD5SIG: " + e);
            }
            throw e;
        }
    }

    @AfterEach
    void close() {
        server.close().syncUninterruptibly();
        if (client != null) {
            client.close().syncUninterruptibly();
        }
    }

    @Test
    void equalKeysConnectAndCarryLargeWrites() throws Exception {
        connect(key(KEY)).sync();
        client.writeAndFlush(client.alloc().directBuffer(LARGE).writeZero(LARGE)).sync();
        assertThat(received.get()).isEqualTo(LARGE);
    }

    @Test
    void differentKeysDoNotConnect() throws Exception {
        assertThat(connect(key(OTHER_KEY)).await().cause()).isInstanceOf(ConnectTimeoutException.class);
    }

    @Test
    void missingKeyDoesNotConnect() throws Exception {
        assertThat(connect(Map.of()).await().cause()).isInstanceOf(ConnectTimeoutException.class);
    }

    @Test
    void removedKeyIsNoLongerNeeded() throws Exception {
        assertThat(setServerKeys(Map.of())).isTrue();
        assertThat(connect(Map.of()).await().isSuccess()).isTrue();
    }

    private boolean setServerKeys(Map<InetAddress, byte[]> keys) {
        return server.config().setOption(EpollChannelOption.TCP_MD5SIG, keys);
    }

    private static Map<InetAddress, byte[]> key(byte[] key) {
        return Map.of(NetUtil.LOCALHOST4, key);
    }

    private ChannelFuture connect(Map<InetAddress, byte[]> keys) {
        ChannelFuture connected = ZeroCopySocketTestPermutation
                .client(ZeroCopySocketTestPermutation.GROUP, ZeroCopySocketChannel.class)
                .option(EpollChannelOption.TCP_MD5SIG, keys)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(server.localAddress());
        client = connected.channel();
        return connected;
    }

    private final class Receiver extends ChannelInboundHandlerAdapter {
        private int bytes;

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            ByteBuf part = (ByteBuf) msg;
            bytes += part.readableBytes();
            part.release();
            if (bytes >= LARGE) {
                received.complete(bytes);
            }
        }
    }
}
