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
package com.example.session;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import io.zerocopy.netty.Route;
import io.zerocopy.netty.ZeroCopy;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopyMetrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** There is no Cassandra here. The driver's first request is enough to see which channel it leaves by. */
@Timeout(60)
class SessionTest {

    private static final int HEADER = 9;
    private static final int OPCODE = 4;
    private static final int OPTIONS = 5;

    private final ZeroCopyEventLoopGroup group = new ZeroCopyEventLoopGroup(2);

    @AfterEach
    void close() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void requestsLeaveThroughTheTransport() throws Exception {
        if (Boolean.getBoolean("io.uring.refused")) {
            assertFalse(ZeroCopy.isAvailable());
        }
        try (ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(20_000);
            CompletableFuture<byte[]> firstRequest = CompletableFuture.supplyAsync(() -> readHeader(server));
            InetSocketAddress address = new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
            assertThrows(AllNodesFailedException.class, () -> new ZeroCopySessionBuilder(group)
                    .addContactPoint(address).withLocalDatacenter("datacenter1").build());
            assertEquals(OPTIONS, firstRequest.get(20, TimeUnit.SECONDS)[OPCODE]);
        }
        ZeroCopyMetrics metrics = group.metrics();
        Route expected = ZeroCopy.isAvailable() ? Route.ZERO_COPY : Route.DISABLED;
        assertTrue(metrics.bytes(expected) >= HEADER, metrics::toString);
    }

    /** Reads what every request starts with, and hangs up. */
    private static byte[] readHeader(ServerSocket server) {
        try (Socket connection = server.accept()) {
            return connection.getInputStream().readNBytes(HEADER);
        } catch (IOException e) {
            throw new IllegalStateException("no request", e);
        }
    }
}
