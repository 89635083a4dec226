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
package com.example.demo;

import io.zerocopy.netty.Route;
import io.zerocopy.netty.ZeroCopyMetrics;

/** What the server says about itself. */
final class Pages {

    static final String INDEX = """
            <!DOCTYPE html>
            <html lang="en">
            <title>netty-transport-zerocopy: demo</title>
            <h1>netty-transport-zerocopy: demo</h1>
            <p>An ordinary Netty HTTP server on <code>ZeroCopyEventLoopGroup</code> and
            <code>ZeroCopyServerSocketChannel</code>.</p>
            <ul>
            <li><a href="/blob/1m">/blob/1m</a>: that many bytes from memory; also 1500, 64k, 100m, 1g. Large runs of
            them leave by zero copy, counted as <code>ZERO_COPY</code>.</li>
            <li>/file/NAME: a file of the served folder, sent by sendfile, counted as <code>NOT_BYTEBUF</code>.</li>
            <li><a href="/metrics">/metrics</a>: which route the bytes took, and why.</li>
            </ul>
            <p>What is sent to the same machine is copied by the kernel on its way, zero copy or not:
            <code>notified copied</code> counts those sends. Fetch from another machine to see
            <code>notified zero-copied</code> grow.</p>
            </html>
            """;

    private Pages() {
    }

    /** One line for each number: its name, a colon, its value. */
    static String metrics(ZeroCopyMetrics metrics) {
        StringBuilder text = new StringBuilder();
        line(text, "state", metrics.state());
        for (Route route : Route.values()) {
            line(text, route + " bytes", metrics.bytes(route));
            line(text, route + " runs", metrics.runs(route));
        }
        line(text, "notified zero-copied", metrics.notifiedZeroCopied());
        line(text, "notified copied", metrics.notifiedCopied());
        line(text, "in flight bytes", metrics.inFlightBytes());
        line(text, "in flight sends", metrics.inFlightSends());
        line(text, "mean hold micros", metrics.meanHoldMicros());
        line(text, "max hold micros", metrics.maxHoldMicros());
        line(text, "full sockets", metrics.fullSockets());
        line(text, "short sends", metrics.shortSends());
        line(text, "leaked bytes", metrics.leakedBytes());
        line(text, "leaked sends", metrics.leakedSends());
        return text.toString();
    }

    private static void line(StringBuilder text, String name, Object value) {
        text.append(name).append(": ").append(value).append('\n');
    }
}
