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
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.testsuite.transport.TestsuitePermutation.BootstrapFactory;
import io.netty.testsuite.transport.socket.ServerSocketSuspendTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A server channel with auto-read off accepts nothing; Netty has switched its only test of it off. */
class ZeroCopyServerSocketSuspendTest extends ServerSocketSuspendTest {
    private static final int CLIENTS = 10;
    private static final int SUSPENDED_MILLIS = 200;

    @Override
    protected List<BootstrapFactory<ServerBootstrap>> newFactories() {
        return ZeroCopySocketTestPermutation.INSTANCE.serverSocket();
    }

    @Test
    @Timeout(30)
    void acceptsOnlyOnceReading(TestInfo testInfo) throws Throwable {
        run(testInfo, this::acceptsOnlyOnceReading);
    }

    private void acceptsOnlyOnceReading(ServerBootstrap bootstrap) throws Exception {
        Counter counter = new Counter();
        Channel server = bootstrap.option(ChannelOption.AUTO_READ, false).childHandler(counter)
                .bind().sync().channel();
        List<Socket> clients = new ArrayList<>();
        try {
            InetSocketAddress address = (InetSocketAddress) server.localAddress();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new Socket(address.getAddress(), address.getPort()));
            }
            assertFalse(counter.accepted.tryAcquire(SUSPENDED_MILLIS, TimeUnit.MILLISECONDS));
            server.config().setAutoRead(true);
            assertTrue(counter.accepted.tryAcquire(CLIENTS, 10, TimeUnit.SECONDS));
        } finally {
            for (Socket client : clients) {
                client.close();
            }
            server.close().sync();
        }
    }

    @Sharable
    private static final class Counter extends ChannelInboundHandlerAdapter {
        private final Semaphore accepted = new Semaphore(0);

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            accepted.release();
        }
    }
}
