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
package io.zerocopy.netty;

import io.netty.util.concurrent.FastThreadLocal;

import java.net.InetAddress;

/**
 * What a JFR recording can tell about the transport. While an event is not recorded, its call costs a check. Without
 * the module {@code jdk.jfr}, which a trimmed JDK may lack, the events' classes are never touched.
 */
final class JfrEvents {

    private static final boolean PRESENT = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private static final FastThreadLocal<EventPace> SENDS = EventPace.forEachLoop();
    private static final FastThreadLocal<EventPace> FALLBACKS = EventPace.forEachLoop();

    private JfrEvents() {
    }

    static void sent(InFlightSend send, Run run) {
        if (PRESENT && SendEvent.isEventEnabled()) {
            int sends = SENDS.get().next(send.acceptedAt());
            if (sends > 0) {
                SendEvent.emit(send, run, sends);
            }
        }
    }

    /** The kernel is done with the memory. */
    static void held(InFlightSend send, long nanos) {
        if (PRESENT && HoldEvent.isEventEnabled()) {
            HoldEvent.emit(send, nanos);
        }
    }

    /** Bytes were copied; that small runs are is no news. */
    static void copied(ChannelSends channel, Route route, long bytes) {
        if (PRESENT && FallbackEvent.isEventEnabled() && route != Route.SMALL && route != Route.NOT_BYTEBUF) {
            int fallbacks = FALLBACKS.get().next(System.nanoTime());
            if (fallbacks > 0) {
                FallbackEvent.emit(channel.toString(), route, bytes, fallbacks);
            }
        }
    }

    static void pathChanged(InetAddress localAddress, PathState from, PathState to) {
        if (PRESENT && PathChangeEvent.isEventEnabled()) {
            PathChangeEvent.emit(localAddress, from, to);
        }
    }

    static void arenaGrew(Object owner, long regionBytes, long arenaBytes) {
        if (PRESENT && ArenaGrowthEvent.isEventEnabled()) {
            ArenaGrowthEvent.emit(owner, regionBytes, arenaBytes);
        }
    }
}
