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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** Answers each request by the same bytes. */
final class HttpPeer implements Peer.Conversation {

    private final byte[] answer;
    private final AtomicLong requests = new AtomicLong();
    private long stallAt;
    private long stallMillis;

    HttpPeer(String status, int size) {
        answer = ("HTTP/1.1 " + status + "\r\nContent-Length: " + size + "\r\n\r\n" + "x".repeat(size))
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Once it has got as many requests, all connections wait for that long. */
    HttpPeer stall(long atRequest, long millis) {
        stallAt = atRequest;
        stallMillis = millis;
        return this;
    }

    long requests() {
        return requests.get();
    }

    @Override
    public void hold(Socket socket) throws IOException, InterruptedException {
        BufferedReader in = new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.isEmpty()) {
                answer(socket);
            }
        }
    }

    private synchronized void answer(Socket socket) throws IOException, InterruptedException {
        if (requests.incrementAndGet() == stallAt) {
            Thread.sleep(stallMillis);
        }
        socket.getOutputStream().write(answer);
    }
}
