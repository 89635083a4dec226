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

import java.net.InetAddress;

/**
 * What a JFR recording can tell about the transport. While an event is not recorded, its call costs a check. Without
 * the module {@code jdk.jfr}, which a trimmed JDK may lack, the events' classes are never touched.
 */
final class JfrEvents {

    private static final boolean PRESENT = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private JfrEvents() {
    }

    static void sent(ChannelSends channel, Run run, int result, boolean fromRegistered) {
        if (PRESENT && SendEvent.isEventEnabled()) {
            SendEvent.emit(channel.toString(), run.iovCount(), run.gatheredBytes(), result, fromRegistered);
        }
    }

    /** The kernel holds memory from now on; {@code null} if nobody wants to know for how long. */
    static HoldEvent beginHold() {
        return PRESENT && HoldEvent.isEventEnabled() ? HoldEvent.started() : null;
    }

    /** The kernel is done with the memory. */
    static void endHold(InFlightSend send) {
        if (send.hold() != null) {
            send.hold().emit(send);
        }
    }

    /** Bytes were copied; that small runs are is no news. */
    static void copied(ChannelSends channel, Route route, long bytes) {
        if (PRESENT && FallbackEvent.isEventEnabled() && route != Route.SMALL && route != Route.NOT_BYTEBUF) {
            FallbackEvent.emit(channel.toString(), route, bytes);
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
