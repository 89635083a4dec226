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
package com.example.blobs;

import io.micronaut.context.ApplicationContext;
import io.micronaut.http.netty.channel.EventLoopGroupRegistry;
import io.micronaut.runtime.server.EmbeddedServer;
import io.zerocopy.netty.Route;
import io.zerocopy.netty.ZeroCopy;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopyMetrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Runs the server as it is, with every write above the threshold. */
@Timeout(60)
class BlobTest {

    private static final int LENGTH = 1 << 20;
    private static final int ROUNDS = 8;

    @Test
    void answersLeaveByZeroCopy() throws Exception {
        if (Boolean.getBoolean("io.uring.refused")) {
            assertFalse(ZeroCopy.isAvailable());
        }
        Map<String, Object> anyPort = Map.of("micronaut.server.port", -1);
        try (EmbeddedServer server = ApplicationContext.run(EmbeddedServer.class, anyPort)) {
            String expected = sha256(new BlobController().blob(LENGTH));
            for (int round = 0; round < ROUNDS; round++) {
                assertEquals(expected, sha256(fetch(server, "/blobs/" + LENGTH)));
            }
            ZeroCopyEventLoopGroup group = (ZeroCopyEventLoopGroup) server.getApplicationContext()
                    .getBean(EventLoopGroupRegistry.class).getDefaultEventLoopGroup();
            // A write is counted when its system call is back, and the peer may have the bytes before.
            group.forEach(loop -> loop.submit(() -> { }).syncUninterruptibly());
            ZeroCopyMetrics metrics = group.metrics();
            if (ZeroCopy.isAvailable()) {
                assertTrue(metrics.bytes(Route.ZERO_COPY) >= (long) ROUNDS * LENGTH, metrics::toString);
            } else {
                assertEquals(0, metrics.bytes(Route.ZERO_COPY), metrics::toString);
            }
        }
    }

    private static byte[] fetch(EmbeddedServer server, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.getURL() + path)).build();
        HttpResponse<byte[]> response = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()
                .send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, response.statusCode());
        return response.body();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
