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
package com.example.echo;

import io.grpc.stub.StreamObserver;
import io.zerocopy.netty.Route;
import io.zerocopy.netty.ZeroCopy;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopyMetrics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Echoes messages of 1 MiB, with every write above the threshold, to our own client and to that of Python. */
@Timeout(120)
class EchoTest {

    private static final int LENGTH = 1 << 20;
    private static final int COUNT = 16;
    /** Debian's, which has Debian's modules. */
    private static final String PYTHON = "/usr/bin/python3";

    private static EchoServer server;
    private static EchoClient client;

    private final ZeroCopyMetrics serverBefore = server.group().metrics();
    private final ZeroCopyMetrics clientBefore = client.group().metrics();

    @BeforeAll
    static void start() throws Exception {
        if (Boolean.getBoolean("io.uring.refused")) {
            assertFalse(ZeroCopy.isAvailable());
        }
        server = new EchoServer(0);
        client = new EchoClient("127.0.0.1", server.port());
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void unaryCallsComeBack() throws Exception {
        for (byte[] message : messages()) {
            assertEquals(sha256(message), sha256(client.unary(message)));
        }
        assertZeroCopied(clientBefore, client.group());
        assertZeroCopied(serverBefore, server.group());
    }

    @Test
    void streamedMessagesComeBack() throws Exception {
        Answers answers = new Answers();
        StreamObserver<byte[]> requests = client.stream(answers);
        List<String> expected = new ArrayList<>();
        for (byte[] message : messages()) {
            expected.add(sha256(message));
            requests.onNext(message);
        }
        requests.onCompleted();
        assertEquals(expected, answers.hashes());
        assertZeroCopied(clientBefore, client.group());
        assertZeroCopied(serverBefore, server.group());
    }

    @Test
    void clientsInOtherLanguagesAreServed() throws Exception {
        assumeTrue(run(PYTHON, "-c", "import grpc").exitValue() == 0, "python3-grpcio is not installed");
        Process python = run(PYTHON, "src/test/python/echo.py", "127.0.0.1:" + server.port(),
                String.valueOf(LENGTH), String.valueOf(COUNT));
        String report = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, python.exitValue(), report);
        assertTrue(report.contains(COUNT + " messages are back, alone and in a stream"), report);
        assertZeroCopied(serverBefore, server.group());
    }

    private static void assertZeroCopied(ZeroCopyMetrics before, ZeroCopyEventLoopGroup group) {
        // A write is counted when its system call is back, and the peer may have the bytes before.
        group.forEach(loop -> loop.submit(() -> { }).syncUninterruptibly());
        ZeroCopyMetrics after = group.metrics();
        long bytes = after.bytes(Route.ZERO_COPY) - before.bytes(Route.ZERO_COPY);
        if (ZeroCopy.isAvailable()) {
            assertTrue(bytes >= (long) COUNT * LENGTH, after::toString);
            // The kernel may have no registered memory; if it has, gRPC fills buffers of the group's allocator.
            assertTrue(after.registeredMemory() == 0 || after.registeredBytes() > before.registeredBytes(),
                    after::toString);
        } else {
            assertEquals(0, bytes, after::toString);
        }
    }

    private static List<byte[]> messages() {
        Random random = new Random(1);
        List<byte[]> messages = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            byte[] message = new byte[LENGTH];
            random.nextBytes(message);
            messages.add(message);
        }
        return messages;
    }

    private static Process run(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("timeout", "60").redirectErrorStream(true);
        builder.command().addAll(List.of(command));
        Process process = builder.start();
        process.waitFor();
        return process;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** The hashes of all answers of one call. */
    private static final class Answers implements StreamObserver<byte[]> {
        private final List<String> hashes = Collections.synchronizedList(new ArrayList<>());
        private final CompletableFuture<List<String>> done = new CompletableFuture<>();

        List<String> hashes() throws Exception {
            return done.get(60, TimeUnit.SECONDS);
        }

        @Override
        public void onNext(byte[] message) {
            try {
                hashes.add(sha256(message));
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        }

        @Override
        public void onError(Throwable cause) {
            done.completeExceptionally(cause);
        }

        @Override
        public void onCompleted() {
            done.complete(hashes);
        }
    }
}
