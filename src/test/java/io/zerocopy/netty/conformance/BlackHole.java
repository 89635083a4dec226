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

import io.netty.util.NetUtil;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * A loopback port whose connects neither succeed nor fail: it listens, its accept queue is full and nobody accepts, so
 * the kernel drops every further SYN. It needs no privileges and no packet leaves the machine.
 */
final class BlackHole {
    private static final int MAX_BACKLOG = 16;
    private static final int CONNECT_TIMEOUT_MILLIS = 200;

    private final ServerSocket listener;
    private final List<Socket> queued = new ArrayList<>();

    private BlackHole() throws IOException {
        listener = new ServerSocket(0, 1, NetUtil.LOCALHOST4);
    }

    static BlackHole open() {
        try {
            BlackHole hole = new BlackHole();
            hole.fill();
            return hole;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** The kernel queues one connection more than the backlog says, so it is filled until one connect hangs. */
    private void fill() throws IOException {
        while (queued.size() < MAX_BACKLOG) {
            Socket socket = new Socket();
            try {
                socket.connect(address(), CONNECT_TIMEOUT_MILLIS);
                queued.add(socket);
            } catch (SocketTimeoutException full) {
                socket.close();
                return;
            }
        }
        throw new IOException("the accept queue of " + address() + " does not fill up");
    }
}
