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
package com.example.demo.load;

import io.zerocopy.netty.Route;
import io.zerocopy.netty.ZeroCopy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
class LoadGeneratorTest {

    private static final int MESSAGE_BYTES = 256 << 10;

    /** So much that no socket buffer can hold it: somebody has taken it. */
    private static final long MUCH = 1 << 30;

    private static final int MANY_CHOICES = 20;

    @ParameterizedTest
    @EnumSource
    void loadRunsUntilItIsReplaced(Transport transport) throws Exception {
        try (LoadGenerator generator = new LoadGenerator(Destination.LOCAL)) {
            run(generator, new LoadShape(transport, MESSAGE_BYTES));
            LoadFigures figures = awaitMuch(generator);
            assertEquals(transport, figures.transport());
            assertEquals(LoadShape.CONNECTIONS, figures.connections());
            assertTrue(figures.cpuNanos() > 0);

            run(generator, new LoadShape(transport, 1));
            assertEquals(figures.number() + 1, generator.figures().number());

            run(generator, null);
            assertNull(generator.figures());
        }
    }

    @Test
    void loadsOfTwoProcessesDiffer() throws Exception {
        Set<Long> numbers = new HashSet<>();
        for (int i = 0; i < 2; i++) {
            try (LoadGenerator generator = new LoadGenerator(Destination.LOCAL)) {
                run(generator, new LoadShape(Transport.EPOLL, MESSAGE_BYTES));
                numbers.add(generator.figures().number());
            }
        }
        assertEquals(2, numbers.size());
    }

    @Test
    void onlyTheLibraryCountsRoutes() throws Exception {
        try (LoadGenerator generator = new LoadGenerator(Destination.LOCAL)) {
            run(generator, new LoadShape(Transport.EPOLL, MESSAGE_BYTES));
            assertNull(awaitMuch(generator).zeroCopy());

            run(generator, new LoadShape(Transport.ZERO_COPY, MESSAGE_BYTES));
            TransportFigures figures = awaitMuch(generator).zeroCopy();
            assertEquals(ZeroCopy.isAvailable(), figures.active());
            Route copied = ZeroCopy.isAvailable() ? Route.LOCAL_PATH : Route.DISABLED;
            assertTrue(figures.bytes().get(copied) > MUCH / 2, figures.toString());
        }
    }

    @Test
    void receiverThatIsNotThereIsTold() throws Exception {
        InetSocketAddress closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = (InetSocketAddress) socket.getLocalSocketAddress();
        }
        assertFailure(new Destination(closed, null), "Connection refused");
    }

    @Test
    void onlyTheNewestOfManyChoicesIsBegun() throws Exception {
        try (LoadGenerator generator = new LoadGenerator(Destination.LOCAL)) {
            run(generator, new LoadShape(Transport.EPOLL, MESSAGE_BYTES));
            long first = generator.figures().number();
            List<CompletableFuture<Void>> changes = IntStream.rangeClosed(1, MANY_CHOICES)
                    .mapToObj(size -> generator.run(new LoadShape(Transport.EPOLL, size))).toList();
            for (CompletableFuture<Void> change : changes) {
                change.get(30, TimeUnit.SECONDS);
            }
            assertEquals(MANY_CHOICES, generator.figures().messageBytes());
            // The first of them may have begun before there was a second, but to begin one takes longer than to choose.
            long begun = generator.figures().number() - first;
            assertTrue(begun < MANY_CHOICES, begun + " were begun");
        }
    }

    @ParameterizedTest
    @EnumSource
    void receiverThatLeavesIsTold(Transport transport) throws Exception {
        try (ServerSocket receiver = new ServerSocket(0, LoadShape.CONNECTIONS, InetAddress.getLoopbackAddress());
             LoadGenerator generator = new LoadGenerator(destination(receiver))) {
            run(generator, new LoadShape(transport, MESSAGE_BYTES));
            for (int i = 0; i < LoadShape.CONNECTIONS; i++) {
                assertNull(generator.failure());
                receiver.accept().close();
            }
            while (generator.figures() != null) {
                Thread.sleep(20);
            }
            assertTrue(generator.failure().contains("have been closed"), generator.failure());

            run(generator, new LoadShape(transport, MESSAGE_BYTES));
            assertEquals(LoadShape.CONNECTIONS, generator.figures().connections());
            assertNull(generator.failure());
        }
    }

    @Test
    void comparisonTellsThatTheReceiverLeft() throws Exception {
        try (ServerSocket receiver = new ServerSocket(0, LoadShape.CONNECTIONS, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> leaving = CompletableFuture.runAsync(() -> acceptAndClose(receiver));
            IllegalStateException e = assertThrows(IllegalStateException.class, () -> Comparison.run(
                    destination(receiver), 1, new PrintStream(OutputStream.nullOutputStream())));
            assertTrue(e.getMessage().contains("have been closed"), e.getMessage());
            leaving.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void namespaceThatIsNotThereIsTold() throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
        assertFailure(new Destination(any, Path.of("/run/netns/no-such-namespace")),
                "cannot enter the network namespace /run/netns/no-such-namespace");
    }

    @Test
    void comparisonSaysWhatBothNeeded() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Comparison.run(Destination.LOCAL, 1, new PrintStream(out, true, StandardCharsets.UTF_8));

        String text = out.toString(StandardCharsets.UTF_8);
        String cost = " +\\d+\\.\\d\\d GB/s, \\d+\\.\\d{3} s CPU per GB";
        assertTrue(text.lines().anyMatch(line -> line.matches("round 1 +epoll:" + cost + " +zero copy:" + cost)), text);
        assertTrue(text.lines().anyMatch(line -> line.startsWith("zero copy needed ")), text);
    }

    private static Destination destination(ServerSocket receiver) {
        return new Destination((InetSocketAddress) receiver.getLocalSocketAddress(), null);
    }

    private static void acceptAndClose(ServerSocket receiver) {
        try {
            for (int i = 0; i < LoadShape.CONNECTIONS; i++) {
                receiver.accept().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(LoadGenerator generator, LoadShape shape) throws Exception {
        generator.run(shape).get(30, TimeUnit.SECONDS);
    }

    private static LoadFigures awaitMuch(LoadGenerator generator) throws InterruptedException {
        while (generator.figures().sentBytes() < MUCH) {
            Thread.sleep(20);
        }
        return generator.figures();
    }

    private static void assertFailure(Destination destination, String reason) throws Exception {
        try (LoadGenerator generator = new LoadGenerator(destination)) {
            CompletableFuture<Void> running = generator.run(new LoadShape(Transport.EPOLL, MESSAGE_BYTES));
            assertThrows(ExecutionException.class, () -> running.get(30, TimeUnit.SECONDS));
            assertTrue(generator.failure().contains(reason), generator.failure());

            run(generator, null);
            assertNull(generator.failure());
        }
    }
}
