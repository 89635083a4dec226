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

/** What the transport counted, as plain text. */
final class MetricsText {

    private MetricsText() {
    }

    /** One line for each number: its name, a colon, its value. */
    static String of(ZeroCopyMetrics metrics) {
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
