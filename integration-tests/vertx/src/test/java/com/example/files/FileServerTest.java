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
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Runs the file server as it is, with and without TLS, with every write above the threshold, and drives it with curl,
 * wrk, nghttp, h2load and Node.
 */
@Timeout(120)
class FileServerTest {

    private static final int LENGTH = 5_000_001;
    private static final String PROTOCOLS = "com.example.files.Protocol#OF_WEB_SOCKETS";

    @TempDir
    static Path folder;

    private static Program programs;
    private static Path content;
    private static Vertx vertx;
    private static HttpServer plain;
    private static HttpServer encrypted;

    private final ZeroCopyMetrics before = metrics();

    @BeforeAll
    static void start() throws Exception {
        if (Boolean.getBoolean("io.uring.refused")) {
            assertFalse(ZeroCopy.isAvailable());
        }
        Path key = folder.resolve("key.pem");
        Path certificate = folder.resolve("certificate.pem");
        programs = new Program(certificate);
        programs.run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key.toString(),
                "-out", certificate.toString());
        byte[] bytes = new byte[LENGTH];
        new Random(1).nextBytes(bytes);
        Path files = Files.createDirectory(folder.resolve("files"));
        content = Files.write(files.resolve("content"), bytes);
        vertx = FileServer.newVertx();
        HttpServerOptions options = FileServer.newOptions().setPort(0);
        plain = await(FileServer.start(vertx, files, options));
        encrypted = await(FileServer.start(vertx, files, new HttpServerOptions(options).setSsl(true).setUseAlpn(true)
                .setKeyCertOptions(new PemKeyCertOptions().addKeyPath(key.toString())
                                                          .addCertPath(certificate.toString()))));
    }

    @AfterAll
    static void stop() throws Exception {
        if (vertx != null) {
            await(vertx.close());
        }
    }

    @ParameterizedTest
    @EnumSource
    void filesLeaveBySendfileOrEncrypted(Protocol protocol) throws Exception {
        assertEquals(programs.sha256(content), programs.sha256(curl(protocol, "files/content")));
        assertFileSent(protocol, LENGTH);
    }

    @ParameterizedTest
    @EnumSource
    void contentInMemoryLeavesByZeroCopy(Protocol protocol) throws Exception {
        assertEquals(programs.sha256(content), programs.sha256(curl(protocol, "memory/content")));
        assertZeroCopied(LENGTH);
    }

    @ParameterizedTest
    @EnumSource(names = "HTTP_1_1.*", mode = EnumSource.Mode.MATCH_ALL)
    void manyClientsGetTheirFiles(Protocol protocol) throws Exception {
        assertFileSent(protocol, LENGTH * wrk(url(protocol, "files/content")));
        assertZeroCopied(LENGTH * wrk(url(protocol, "memory/content")));
    }

    @ParameterizedTest
    @EnumSource(names = "HTTP_2.*", mode = EnumSource.Mode.MATCH_ALL)
    void manyStreamsOfOneConnectionGetTheirFiles(Protocol protocol) throws Exception {
        int requests = 40;
        for (String path : new String[] {"files/content", "memory/content"}) {
            String report = programs.run("h2load", "-n" + requests, "-c2", "-m10", "-t1", url(protocol, path));
            assertTrue(report.contains(requests + " succeeded, 0 failed, 0 errored, 0 timeout"), report);
            assertTrue(report.contains("(" + (long) requests * LENGTH + ") data"), report);
        }
        assertZeroCopied(2L * requests * LENGTH);
    }

    @ParameterizedTest
    @EnumSource(names = "HTTP_2.*", mode = EnumSource.Mode.MATCH_ALL)
    void nghttpGetsTheContent(Protocol protocol) throws Exception {
        Path received = folder.resolve("nghttp");
        programs.run("sh", "-c", "nghttp \"$0\" > \"$1\"", url(protocol, "memory/content"), received.toString());
        assertEquals(programs.sha256(content), programs.sha256(received));
        assertZeroCopied(LENGTH);
    }

    @ParameterizedTest
    @FieldSource(PROTOCOLS)
    void largeWebSocketMessagesComeBack(Protocol protocol) throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/usr/share/nodejs/ws")), "node-ws is not installed");
        String url = protocol.webSocketScheme() + "://localhost:" + port(protocol) + "/echo";
        String report = programs.run("node", "src/test/node/echo.js", url, "1048576", "8");
        assertTrue(report.contains("8 of 8 messages are back"), report);
        assertZeroCopied(8L << 20);
    }

    @Test
    void metricsSayWhetherZeroCopyIsActive() throws Exception {
        String text = Files.readString(curl(Protocol.HTTP_1_1, "metrics"));
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

    private void assertFileSent(Protocol protocol, long bytes) {
        if (protocol.allowsSendfile()) {
            assertTrue(bytes(Route.NOT_BYTEBUF) >= bytes, () -> metrics().toString());
        } else {
            assertEquals(0, bytes(Route.NOT_BYTEBUF), () -> metrics().toString());
            assertZeroCopied(bytes);
        }
    }

    private void assertZeroCopied(long bytes) {
        if (ZeroCopy.isAvailable()) {
            assertTrue(bytes(Route.ZERO_COPY) >= bytes, () -> metrics().toString());
        } else {
            assertEquals(0, bytes(Route.ZERO_COPY), () -> metrics().toString());
        }
    }

    /** Returns how many answers came back whole. */
    private static long wrk(String url) throws Exception {
        String report = programs.run("wrk", "-t1", "-c16", "-d3s", "--timeout", "20s", url);
        assertFalse(report.contains("Non-2xx") || report.contains("Socket errors"), report);
        Matcher requests = Pattern.compile("([0-9]+) requests in").matcher(report);
        assertTrue(requests.find() && !requests.group(1).equals("0"), report);
        return Long.parseLong(requests.group(1));
    }

    private static int port(Protocol protocol) {
        return (protocol.isEncrypted() ? encrypted : plain).actualPort();
    }

    private static String url(Protocol protocol, String path) {
        return protocol.scheme() + "://localhost:" + port(protocol) + '/' + path;
    }

    private static Path curl(Protocol protocol, String path) throws Exception {
        Path file = Files.createTempFile(folder, "curl", null);
        String version = programs.run("curl", "-sSf", "-o", file.toString(), "-w", "%{http_version}",
                "--cacert", programs.certificate().toString(), protocol.curlOption(), url(protocol, path));
        assertEquals(protocol.isHttp2() ? "2" : "1.1", version);
        return file;
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
