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
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.zerocopy.netty.Route;
import io.zerocopy.netty.ZeroCopy;
import io.zerocopy.netty.ZeroCopyChannelOption;
import io.zerocopy.netty.ZeroCopyLimits;
import io.zerocopy.netty.ZeroCopySocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;
import reactor.netty.udp.UdpClient;
import reactor.netty.udp.UdpServer;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** Reactor Netty's servers and clients, with real connections between them. */
@Timeout(60)
class ReactorConnectionTest {

    private static final Duration AT_MOST = Duration.ofSeconds(20);
    private static final int LARGE = 1 << 20;

    private final ZeroCopyLoopResources loops = ZeroCopyLoopResources.builder("test").workers(2)
            .limits(ZeroCopyLimits.defaults().withSlots(1000))
            .option(ZeroCopyChannelOption.ZERO_COPY_THRESHOLD, 0)
            .option(ZeroCopyChannelOption.ZERO_COPY_CLOSE_TIMEOUT, 5000).build();
    private final CompletableFuture<Channel> accepted = new CompletableFuture<>();

    @AfterEach
    void dispose() {
        loops.disposeLater(Duration.ZERO, AT_MOST).block(AT_MOST);
    }

    @Test
    void bothSidesSendByZeroCopy() throws Exception {
        DisposableServer server = echo(TcpServer.create().runOn(loops).host("127.0.0.1"));
        byte[] sent = bytes(LARGE);
        CompletableFuture<Channel> connected = new CompletableFuture<>();
        TcpClient client = TcpClient.create().runOn(loops).remoteAddress(server::address)
                                    .doOnConnected(connection -> connected.complete(connection.channel()));
        assertThat(exchange(client, sent)).isEqualTo(sent);
        assertThat(connected.get()).isInstanceOf(ZeroCopySocketChannel.class);
        assertThat(acceptedChannel()).isInstanceOf(ZeroCopySocketChannel.class);
        if (ZeroCopy.isAvailable()) {
            assertThat(loops.group().orElseThrow().metrics().bytes(Route.ZERO_COPY)).isEqualTo(2 * LARGE);
            assertThat(loops.group().orElseThrow().metrics().slots()).as("of one event loop or two").isIn(1000L, 2000L);
        }
        server.disposeNow();
    }

    @Test
    void connectionsHaveTheOptionsUnlessTheServerOrClientHasItsOwn() throws Exception {
        DisposableServer server = echo(TcpServer.create().runOn(loops).host("127.0.0.1")
                .childOption(ZeroCopyChannelOption.ZERO_COPY_THRESHOLD, 4711));
        Connection client = TcpClient.create().runOn(loops).remoteAddress(server::address)
                .option(ZeroCopyChannelOption.ZERO_COPY_CLOSE_TIMEOUT, 4712).connectNow(AT_MOST);
        assertOptions(acceptedChannel(), 4711, 5000);
        assertOptions(client.channel(), 0, 4712);
        client.disposeNow();
        server.disposeNow();
    }

    private static void assertOptions(Channel channel, int threshold, int closeTimeout) {
        assertThat(channel.config().getOption(ZeroCopyChannelOption.ZERO_COPY_THRESHOLD)).isEqualTo(threshold);
        assertThat(channel.config().getOption(ZeroCopyChannelOption.ZERO_COPY_CLOSE_TIMEOUT)).isEqualTo(closeTimeout);
    }

    @Test
    void nativeOffIsNio() throws Exception {
        DisposableServer server = echo(TcpServer.create().runOn(loops, false).host("127.0.0.1"));
        byte[] sent = bytes(LARGE);
        assertThat(exchange(TcpClient.create().runOn(loops, false).remoteAddress(server::address), sent))
                .isEqualTo(sent);
        assertThat(acceptedChannel()).isInstanceOf(NioSocketChannel.class);
        assertThat(loops.group()).isEmpty();
        server.disposeNow();
    }

    @Test
    void domainSockets(@TempDir Path folder) throws Exception {
        DomainSocketAddress address = new DomainSocketAddress(folder.resolve("echo").toString());
        DisposableServer server = echo(TcpServer.create().runOn(loops).bindAddress(() -> address));
        byte[] sent = bytes(LARGE);
        assertThat(exchange(TcpClient.create().runOn(loops).remoteAddress(() -> address), sent)).isEqualTo(sent);
        assertThat(acceptedChannel()).isInstanceOf(EpollDomainSocketChannel.class);
        server.disposeNow();
    }

    @Test
    void datagrams() {
        Connection server = UdpServer.create().runOn(loops).host("127.0.0.1").port(0)
                .handle((in, out) -> out.sendObject(in.receiveObject().map(ReactorConnectionTest::answer)))
                .bindNow(AT_MOST);
        assertThat(server.channel()).isInstanceOf(EpollDatagramChannel.class);
        Connection client = UdpClient.create().runOn(loops).remoteAddress(server::address).connectNow(AT_MOST);
        client.outbound().sendByteArray(Mono.just(bytes(500))).then().block(AT_MOST);
        assertThat(client.inbound().receive().asByteArray().blockFirst(AT_MOST)).isEqualTo(bytes(500));
        client.disposeNow();
        server.disposeNow();
    }

    @Test
    void namesAreResolvedOnTheSameEventLoops() throws Exception {
        DisposableServer server = echo(TcpServer.create().runOn(loops).host("127.0.0.1"));
        try (LoopbackNameServer names = new LoopbackNameServer(loops)) {
            TcpClient client = TcpClient.create().runOn(loops).host("zerocopy.test").port(server.port())
                    .resolver(spec -> spec.runOn(loops).dnsAddressResolverGroupProvider(
                            builder -> new DnsAddressResolverGroup(builder.nameServerProvider(
                                    new SingletonDnsServerAddressStreamProvider(names.address())))));
            assertThat(exchange(client, bytes(100))).isEqualTo(bytes(100));
            assertThat(names.asked()).contains("zerocopy.test.");
        }
        server.disposeNow();
    }

    private DisposableServer echo(TcpServer server) {
        return server.doOnConnection(connection -> accepted.complete(connection.channel()))
                     .handle((in, out) -> out.send(in.receive().retain())).bindNow(AT_MOST);
    }

    private Channel acceptedChannel() throws Exception {
        return accepted.get(AT_MOST.toSeconds(), TimeUnit.SECONDS);
    }

    /** Sends the bytes and returns as many of the answer. */
    private static byte[] exchange(TcpClient client, byte[] bytes) {
        Connection connection = client.connectNow(AT_MOST);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        Mono<Void> answered = connection.inbound().receive().asByteArray().doOnNext(answer::writeBytes)
                                        .takeUntil(part -> answer.size() >= bytes.length).then();
        connection.outbound().sendByteArray(Mono.just(bytes)).then().and(answered).block(AT_MOST);
        connection.disposeNow(AT_MOST);
        return answer.toByteArray();
    }

    private static DatagramPacket answer(Object received) {
        DatagramPacket packet = (DatagramPacket) received;
        return new DatagramPacket(packet.content().retain(), packet.sender());
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
