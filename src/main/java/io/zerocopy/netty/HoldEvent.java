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
import jdk.jfr.SettingDefinition;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/**
 * The time is a field, and not the event's duration: an event with a duration has to be begun for every send, as nobody
 * knows then for how long its memory will be held.
 */
@Name("io.zerocopy.netty.Hold")
@Label("Held Memory")
@Description("The kernel is done with a zero-copy send after it has held the memory for long")
@Category({"Netty", "Zero Copy"})
@Enabled(false)
@StackTrace(false)
final class HoldEvent extends Event {

    private static final HoldEvent INSTANCE = new HoldEvent();

    @Label("Channel")
    String channel;

    @DataAmount
    @Label("Bytes")
    long bytes;

    @Timespan(Timespan.NANOSECONDS)
    @Label("Held")
    @Description("From the send to its notification")
    long held;

    static boolean isEventEnabled() {
        return INSTANCE.isEnabled();
    }

    static void emit(InFlightSend send, long heldNanos) {
        HoldEvent event = new HoldEvent();
        event.held = heldNanos;
        if (event.shouldCommit()) {
            event.channel = send.channel().toString();
            event.bytes = send.acceptedBytes();
            event.commit();
        }
    }

    @SettingDefinition
    @Name("minimum")
    @Label("Minimum")
    @Description("Memory that was held for a shorter time is not recorded")
    boolean isLongEnough(TimeSetting minimum) {
        return held >= minimum.nanos();
    }
}
