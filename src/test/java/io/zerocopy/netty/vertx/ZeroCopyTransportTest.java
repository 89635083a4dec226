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
package io.zerocopy.netty.vertx;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.NetSocketInternal;
import io.zerocopy.netty.Route;
import io.zerocopy.netty.ZeroCopy;
import io.zerocopy.netty.ZeroCopyMetrics;
import io.zerocopy.netty.ZeroCopySocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class ZeroCopyTransportTest {

    private static final SocketAddress ANY_PORT = SocketAddress.inetSocketAddress(0, "127.0.0.1");

    private Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(2));

    @TempDir
    Path folder;

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void vertxFindsTheTransportByItself() {
        assertThat(vertx.isNativeTransportEnabled()).isTrue();
        assertThat(ZeroCopyTransport.eventLoopGroup(vertx).executorCount()).isEqualTo(2);
    }

    @Test
    void anotherTransportIsNamed() throws Exception {
        await(vertx.close());
        vertx = Vertx.vertx();
        assertThatThrownBy(() -> ZeroCopyTransport.eventLoopGroup(vertx)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("NioEventLoopGroup").hasMessageContaining("setPreferNativeTransport");
    }

    @Test
    void bothEndsOfTcpAreZeroCopyChannels() throws Exception {
        Echo echo = new Echo(new NetServerOptions(), ANY_PORT);
        NetSocket client = echo.connect(new NetClientOptions());
        assertThat(channel(client)).isInstanceOf(ZeroCopySocketChannel.class);
        assertThat(channel(echo.accepted())).isInstanceOf(ZeroCopySocketChannel.class);

        Buffer content = content(1 << 20);
        assertThat(echo.exchange(client, content)).isEqualTo(content);
        ZeroCopyMetrics metrics = ZeroCopyTransport.eventLoopGroup(vertx).metrics();
        if (ZeroCopy.isAvailable()) {
            assertThat(metrics.bytes(Route.ZERO_COPY)).isPositive();
        } else {
            assertThat(metrics.bytes(Route.DISABLED)).isGreaterThanOrEqualTo(2L * content.length());
        }
    }

    @Test
    void domainSocketsStayThoseOfEpoll() throws Exception {
        SocketAddress path = SocketAddress.domainSocketAddress(folder.resolve("socket").toString());
        Echo echo = new Echo(new NetServerOptions(), path);
        NetSocket client = echo.connect(new NetClientOptions());
        assertThat(channel(client)).isInstanceOf(EpollDomainSocketChannel.class);
        assertThat(channel(echo.accepted())).isInstanceOf(EpollDomainSocketChannel.class);

        Buffer content = content(100_000);
        assertThat(echo.exchange(client, content)).isEqualTo(content);
    }

    @Test
    void socketOptionsOfVertxReachTheChannels() throws Exception {
        NetServerOptions options = new NetServerOptions().setTcpCork(true).setSoLinger(3).setReusePort(true);
        options.setTcpUserTimeout(4321).setTcpKeepAlive(true).setTcpKeepAliveIdleSeconds(77);
        Echo echo = new Echo(options, ANY_PORT);
        NetSocket client = echo.connect(new NetClientOptions().setTcpUserTimeout(1234).setTcpNoDelay(false));
        assertThat(option(client, EpollChannelOption.TCP_USER_TIMEOUT)).isEqualTo(1234);
        assertThat(option(client, ChannelOption.TCP_NODELAY)).isFalse();
        NetSocket server = echo.accepted();
        assertThat(option(server, EpollChannelOption.TCP_USER_TIMEOUT)).isEqualTo(4321);
        assertThat(option(server, EpollChannelOption.TCP_CORK)).isTrue();
        assertThat(option(server, ChannelOption.SO_LINGER)).isEqualTo(3);
        assertThat(option(server, EpollChannelOption.TCP_KEEPIDLE)).isEqualTo(77);
        assertThat(channel(server).parent().config().getOption(EpollChannelOption.SO_REUSEPORT)).isTrue();
    }

    @Test
    void datagramsPass() throws Exception {
        CompletableFuture<Buffer> received = new CompletableFuture<>();
        var receiver = await(vertx.createDatagramSocket().handler(packet -> received.complete(packet.data()))
                .listen(0, "127.0.0.1"));
        await(vertx.createDatagramSocket().send("ping", receiver.localAddress().port(), "127.0.0.1"));
        assertThat(received.get(10, TimeUnit.SECONDS)).isEqualTo(Buffer.buffer("ping"));
    }

    private static Channel channel(NetSocket socket) {
        return ((NetSocketInternal) socket).channelHandlerContext().channel();
    }

    private static <T> T option(NetSocket socket, ChannelOption<T> option) {
        return channel(socket).config().getOption(option);
    }

    private static Buffer content(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return Buffer.buffer(bytes);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** A server that sends back what it gets, and its first connection. */
    private final class Echo {
        private final CompletableFuture<NetSocket> accepted = new CompletableFuture<>();
        private final NetServer server;
        private final SocketAddress address;

        Echo(NetServerOptions options, SocketAddress address) throws Exception {
            this.address = address;
            server = await(vertx.createNetServer(options).connectHandler(socket -> {
                socket.handler(socket::write);
                accepted.complete(socket);
            }).listen(address));
        }

        NetSocket connect(NetClientOptions options) throws Exception {
            SocketAddress bound = address.isDomainSocket() ? address
                    : SocketAddress.inetSocketAddress(server.actualPort(), address.host());
            return await(vertx.createNetClient(options).connect(bound));
        }

        NetSocket accepted() throws Exception {
            return accepted.get(10, TimeUnit.SECONDS);
        }

        Buffer exchange(NetSocket client, Buffer content) throws Exception {
            CompletableFuture<Buffer> answer = new CompletableFuture<>();
            Buffer received = Buffer.buffer();
            client.handler(part -> {
                received.appendBuffer(part);
                if (received.length() >= content.length()) {
                    answer.complete(received);
                }
            });
            await(client.write(content));
            return answer.get(20, TimeUnit.SECONDS);
        }
    }
}
