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
package io.zerocopy.lab.workloads;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads what comes, on any number of connections, or lets it lie. */
final class Sink implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong bytes = new AtomicLong();
    private final Semaphore ended = new Semaphore(0);

    private Sink(boolean reads) throws IOException {
        if (reads) {
            threads.execute(this::accept);
        }
    }

    static Sink thatReads() throws IOException {
        return new Sink(true);
    }

    /** The kernel accepts its connections, and nobody reads from them. */
    static Sink thatStalls() throws IOException {
        return new Sink(false);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Waits until all connections together have brought this much. */
    void awaitBytes(long expected) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (bytes.get() < expected && System.nanoTime() < deadline) {
            Thread.sleep(1);
        }
        assertThat(bytes.get()).isEqualTo(expected);
    }

    /** Waits until this many connections were closed in an orderly way; returns what all of them brought. */
    long bytesOf(int connections) throws InterruptedException {
        assertThat(ended.tryAcquire(connections, 10, TimeUnit.SECONDS)).as("ends of connections").isTrue();
        return bytes.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                threads.execute(() -> read(socket));
            }
        } catch (SocketException e) {
            // Closed, the test is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Socket accepted) {
        try (Socket socket = accepted) {
            byte[] buffer = new byte[64 << 10];
            for (int n = socket.getInputStream().read(buffer); n >= 0; n = socket.getInputStream().read(buffer)) {
                bytes.addAndGet(n);
            }
            ended.release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
