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
package io.zerocopy.lab.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small server in the test's process, with a thread for each connection. */
final class Peer implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Conversation conversation;

    Peer(Conversation conversation) throws IOException {
        this.conversation = conversation;
        threads.execute(this::accept);
    }

    String address() {
        return "host=127.0.0.1 port=" + server.getLocalPort();
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
                threads.execute(() -> talk(socket));
            }
        } catch (IOException e) {
            // Closed, the test is over.
        }
    }

    private void talk(Socket accepted) {
        try (Socket socket = accepted) {
            conversation.hold(socket);
        } catch (IOException e) {
            // The client went away in the middle; what it has measured is the test's affair.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the server does on one connection, which is closed when it returns. */
    @FunctionalInterface
    interface Conversation {
        void hold(Socket socket) throws IOException, InterruptedException;
    }
}
