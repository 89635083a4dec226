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
package com.example.swap;

import io.netty.channel.epoll.EpollEventLoopGroup;
import io.zerocopy.netty.Route;
import io.zerocopy.netty.ZeroCopy;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Fetches the same bodies from the server before and after its change of names, with the threshold that the system
 * property {@code io.zerocopy.netty.threshold} sets for the whole process. The clients are the JDK's, curl and wrk.
 */
@Timeout(60)
class HttpSwapTest {

    private static final int SMALL = 100;
    private static final int LARGE = 1 << 20;
    private static final int ROUNDS = 8;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void onlyNamesDiffer() throws IOException {
        String swapped = source("EpollHttpServer").stream()
                .map(line -> line.replace("EpollHttpServer", "ZeroCopyHttpServer")
                                 .replace("EpollEventLoopGroup", "ZeroCopyEventLoopGroup")
                                 .replace("EpollServerSocketChannel", "ZeroCopyServerSocketChannel"))
                .collect(Collectors.joining("\n"));
        assertEquals(swapped, String.join("\n", source("ZeroCopyHttpServer")));
    }

    @Test
    void epollServesTheBodies() throws Exception {
        try (BlobServer server = new EpollHttpServer(0)) {
            assertTrue(server.group() instanceof EpollEventLoopGroup);
            fetchAll(server);
        }
    }

    @Test
    void zeroCopyServesTheSameBodies() throws Exception {
        try (BlobServer server = new ZeroCopyHttpServer(0)) {
            fetchAll(server);
            ZeroCopyEventLoopGroup group = (ZeroCopyEventLoopGroup) server.group();
            // A write is counted when its system call is back, and the peer may have the bytes before.
            group.forEach(loop -> loop.submit(() -> { }).syncUninterruptibly());
            long zeroCopied = group.metrics().bytes(Route.ZERO_COPY);
            int threshold = Integer.getInteger("io.zerocopy.netty.threshold", 32768);
            if (ZeroCopy.isAvailable() && threshold >= 0) {
                assertTrue(zeroCopied > 0, "a body of " + LARGE + " bytes is above the threshold");
            } else {
                assertEquals(0, zeroCopied);
            }
        }
    }

    @Test
    void curlGetsTheSameBody(@TempDir Path folder) throws Exception {
        Path body = folder.resolve("body");
        try (BlobServer server = new ZeroCopyHttpServer(0)) {
            run("curl", "--silent", "--show-error", "--fail", "--output", body.toString(), uri(server, LARGE));
        }
        assertEquals(sha256(BlobHandler.blob(LARGE)), sha256(Files.readAllBytes(body)));
    }

    @Test
    void wrkGetsNothingButWholeAnswers() throws Exception {
        try (BlobServer server = new ZeroCopyHttpServer(0)) {
            String report = run("wrk", "-t1", "-c16", "-d2s", "--timeout", "20s", uri(server, LARGE));
            assertTrue(report.contains("requests in"), report);
            assertFalse(report.contains("Non-2xx") || report.contains("Socket errors"), report);
        }
    }

    /** Runs a program that must succeed, and returns what it prints. */
    private static String run(String program, String... arguments) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin", program)), program + " is not installed");
        ProcessBuilder builder = new ProcessBuilder("timeout", "30", program).redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    private void fetchAll(BlobServer server) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            for (int length : new int[] {SMALL, LARGE}) {
                assertEquals(sha256(BlobHandler.blob(length)), sha256(fetch(server, length)), length + " bytes");
            }
        }
    }

    private byte[] fetch(BlobServer server, int length) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri(server, length))).build();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, response.statusCode());
        assertEquals(length, response.body().length);
        return response.body();
    }

    private static String uri(BlobServer server, int length) {
        return "http://127.0.0.1:" + server.port() + '/' + length;
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** The code alone, sorted imports apart: what a user would have to change. */
    private static List<String> source(String name) throws IOException {
        return Files.readAllLines(Path.of("src/main/java/com/example/swap", name + ".java")).stream()
                .filter(line -> !line.startsWith("import ") && !line.startsWith("/** "))
                .collect(Collectors.toList());
    }
}
