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

import io.zerocopy.netty.PathState;
import io.zerocopy.netty.Route;
import io.zerocopy.netty.ZeroCopyMetrics;

import java.util.EnumMap;
import java.util.Map;

/**
 * What the library's metrics say, for the page.
 *
 * @param active whether zero copy is possible
 * @param state  why not, in words
 * @param bytes  by route
 */
public record TransportFigures(boolean active, String state, Map<Route, Long> bytes, Map<PathState, Long> connections,
                               long inFlightBytes, long inFlightSends, long registeredMemory,
                               long notifiedZeroCopied, long notifiedCopied, long holds, long totalHoldMicros,
                               long medianHoldMicros, long p99HoldMicros) {

    private static final double MEDIAN = 50;
    private static final double MOST = 99;

    /** Takes what the page shows from the metrics. */
    public static TransportFigures of(ZeroCopyMetrics metrics) {
        Map<Route, Long> bytes = new EnumMap<>(Route.class);
        for (Route route : Route.values()) {
            bytes.put(route, metrics.bytes(route));
        }
        Map<PathState, Long> connections = new EnumMap<>(PathState.class);
        for (PathState state : PathState.values()) {
            connections.put(state, metrics.connections(state));
        }
        return new TransportFigures(metrics.isActive(), metrics.state(), bytes, connections,
                metrics.inFlightBytes(), metrics.inFlightSends(), metrics.registeredMemory(),
                metrics.notifiedZeroCopied(), metrics.notifiedCopied(), metrics.holds(), metrics.totalHoldMicros(),
                metrics.holdMicros(MEDIAN), metrics.holdMicros(MOST));
    }
}
