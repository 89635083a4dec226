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

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.util.NetUtil;
import io.zerocopy.netty.ZeroCopyServerSocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** Binding one address several times, which Netty tests in its epoll module only. */
@Timeout(20)
class ReuseAddressTest {
    private final List<Channel> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(channel -> channel.close().syncUninterruptibly());
    }

    @Test
    void secondBindFailsWithoutReusePort() throws Exception {
        Channel first = bind(bootstrap(false, new Counter()), anyPort()).sync().channel();
        ChannelFuture second = bind(bootstrap(false, new Counter()), first.localAddress()).await();
        assertThat(second.cause()).isInstanceOf(IOException.class).hasMessageContaining("Address already in use");
    }

    @Test
    void bothServersOfOnePortAccept() throws Exception {
        Counter firstAccepted = new Counter();
        Counter secondAccepted = new Counter();
        Channel first = bind(bootstrap(true, firstAccepted), anyPort()).sync().channel();
        Channel second = bind(bootstrap(true, secondAccepted), first.localAddress()).sync().channel();
        InetSocketAddress address = (InetSocketAddress) first.localAddress();
        assertThat(second.localAddress()).isEqualTo(address);

        // The kernel spreads connections by a hash of their ports, so each server gets one in the end.
        while (firstAccepted.get() == 0 || secondAccepted.get() == 0) {
            new Socket(address.getAddress(), address.getPort()).close();
        }
    }

    @Test
    void serverThatClosedFirstCanBindAgainAtOnce() throws Exception {
        Channel first = bind(bootstrap(false, new Counter()), anyPort()).sync().channel();
        InetSocketAddress address = (InetSocketAddress) first.localAddress();
        try (Socket client = new Socket(address.getAddress(), address.getPort())) {
            // The handler closes what it accepts: the server's side of the connection ends up in TIME_WAIT.
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        first.close().sync();
        bind(bootstrap(false, new Counter()), address).sync();
    }

    private static SocketAddress anyPort() {
        return new InetSocketAddress(NetUtil.LOCALHOST, 0);
    }

    private static ServerBootstrap bootstrap(boolean reusePort, Counter accepted) {
        return ZeroCopySocketTestPermutation
                .server(ZeroCopySocketTestPermutation.GROUP, ZeroCopyServerSocketChannel.class)
                .option(EpollChannelOption.SO_REUSEPORT, reusePort).childHandler(accepted);
    }

    private ChannelFuture bind(ServerBootstrap bootstrap, SocketAddress address) {
        ChannelFuture bound = bootstrap.bind(address);
        open.add(bound.channel());
        return bound;
    }

    /** Counts the connections and closes them. */
    @Sharable
    private static final class Counter extends ChannelInboundHandlerAdapter {
        private final AtomicInteger connections = new AtomicInteger();

        int get() {
            return connections.get();
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            connections.incrementAndGet();
            ctx.close();
        }
    }
}
