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
package com.example.files;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.zerocopy.netty.Route;
import io.zerocopy.netty.ZeroCopy;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopyMetrics;
import io.zerocopy.netty.vertx.ZeroCopyTransport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Runs the file server as it is, with every write above the threshold, and drives it with curl, wrk and Node. */
@Timeout(120)
class FileServerTest {

    private static final int LENGTH = 5_000_001;

    @TempDir
    static Path folder;

    private static Vertx vertx;
    private static int port;

    private final ZeroCopyMetrics before = metrics();

    @BeforeAll
    static void start() throws Exception {
        if (Boolean.getBoolean("io.uring.refused")) {
            assertFalse(ZeroCopy.isAvailable());
        }
        byte[] content = new byte[LENGTH];
        new Random(1).nextBytes(content);
        Files.write(folder.resolve("content"), content);
        vertx = FileServer.newVertx();
        port = await(FileServer.start(vertx, folder, 0)).actualPort();
    }

    @AfterAll
    static void stop() throws Exception {
        await(vertx.close());
    }

    @Test
    void filesLeaveBySendfile() throws Exception {
        assertEquals(sha256(folder.resolve("content")), sha256(curl("files/content")));
        assertTrue(bytes(Route.NOT_BYTEBUF) >= LENGTH, () -> metrics().toString());
    }

    @Test
    void contentInMemoryLeavesByZeroCopy() throws Exception {
        assertEquals(sha256(folder.resolve("content")), sha256(curl("memory/content")));
        assertZeroCopied(LENGTH);
    }

    @Test
    void manyClientsGetTheirFiles() throws Exception {
        for (String path : new String[] {"files/content", "memory/content"}) {
            String report = run("wrk", "-t1", "-c32", "-d2s", "--timeout", "20s", url("http", path));
            assertTrue(report.contains("requests in"), report);
            assertFalse(report.contains("Non-2xx") || report.contains("Socket errors"), report);
        }
        assertTrue(bytes(Route.NOT_BYTEBUF) >= 10L * LENGTH, () -> metrics().toString());
        assertZeroCopied(10L * LENGTH);
    }

    @Test
    void largeWebSocketMessagesComeBack() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/usr/share/nodejs/ws")), "node-ws is not installed");
        String report = run("node", "src/test/node/echo.js", url("ws", "echo"), "1048576", "8");
        assertTrue(report.contains("8 of 8 messages are back"), report);
        assertZeroCopied(8L << 20);
    }

    @Test
    void metricsSayWhetherZeroCopyIsActive() throws Exception {
        String text = Files.readString(curl("metrics"));
        assertEquals(ZeroCopy.isAvailable(), text.startsWith("zero copy: active"), text);
    }

    private static ZeroCopyMetrics metrics() {
        ZeroCopyEventLoopGroup group = ZeroCopyTransport.eventLoopGroup(vertx);
        // A write is counted when its system call is back, and the peer may have the bytes before.
        group.forEach(loop -> loop.submit(() -> { }).syncUninterruptibly());
        return group.metrics();
    }

    private long bytes(Route route) {
        return metrics().bytes(route) - before.bytes(route);
    }

    private void assertZeroCopied(long bytes) {
        if (ZeroCopy.isAvailable()) {
            assertTrue(bytes(Route.ZERO_COPY) >= bytes, () -> metrics().toString());
        } else {
            assertEquals(0, bytes(Route.ZERO_COPY), () -> metrics().toString());
        }
    }

    private static String url(String scheme, String path) {
        return scheme + "://127.0.0.1:" + port + '/' + path;
    }

    private static Path curl(String path) throws Exception {
        Path file = Files.createTempFile(folder, "curl", null);
        run("curl", "-sSf", "-o", file.toString(), url("http", path));
        return file;
    }

    private static String sha256(Path file) throws Exception {
        return run("sha256sum", file.toString()).split(" ", 2)[0];
    }

    /** Runs a program that must succeed, and returns what it prints. */
    private static String run(String... command) throws Exception {
        assumeTrue(Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command[0]))), command[0] + " is not installed");
        ProcessBuilder builder = new ProcessBuilder("timeout", "60").redirectErrorStream(true);
        builder.command().addAll(List.of(command));
        // Where Debian keeps the modules of Node.
        builder.environment().put("NODE_PATH", "/usr/share/nodejs");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
