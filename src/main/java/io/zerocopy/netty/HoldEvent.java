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
import jdk.jfr.Threshold;

@Name("io.zerocopy.netty.Hold")
@Label("Held Memory")
@Description("From a zero-copy send to its notification: so long the kernel held the memory")
@Category({"Netty", "Zero Copy"})
@Enabled(false)
@StackTrace(false)
@Threshold("100 ms")
final class HoldEvent extends Event {

    private static final HoldEvent INSTANCE = new HoldEvent();

    @Label("Channel")
    String channel;

    @DataAmount
    @Label("Bytes")
    long bytes;

    static boolean isEventEnabled() {
        return INSTANCE.isEnabled();
    }

    static HoldEvent started() {
        HoldEvent event = new HoldEvent();
        event.begin();
        return event;
    }

    void emit(InFlightSend send) {
        end();
        if (shouldCommit()) {
            channel = send.channel().toString();
            bytes = send.acceptedBytes();
            commit();
        }
    }
}
