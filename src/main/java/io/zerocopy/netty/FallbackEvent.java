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

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.zerocopy.netty.Fallback")
@Label("Zero-Copy Fallback")
@Description("Bytes that were copied although they were enough for zero copy; one in a millisecond is recorded")
@Category({"Netty", "Zero Copy"})
@Enabled(false)
@StackTrace(false)
final class FallbackEvent extends Event {

    private static final FallbackEvent INSTANCE = new FallbackEvent();

    @Label("Channel")
    String channel;

    @Label("Route")
    @Description("Why they were copied")
    String route;

    @DataAmount
    @Label("Bytes")
    long bytes;

    @Label("Fallbacks")
    @Description("How many this one stands for: itself, and those of its event loop that were not recorded before it")
    int fallbacks;

    static boolean isEventEnabled() {
        return INSTANCE.isEnabled();
    }

    static void emit(String channel, Route route, long bytes, int fallbacks) {
        FallbackEvent event = new FallbackEvent();
        event.channel = channel;
        event.route = route.name();
        event.bytes = bytes;
        event.fallbacks = fallbacks;
        event.commit();
    }
}
