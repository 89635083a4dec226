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

@Name("io.zerocopy.netty.Send")
@Label("Zero-Copy Send")
@Description("A request that carried a run of buffers to the kernel; one in a millisecond is recorded")
@Category({"Netty", "Zero Copy"})
@Enabled(false)
@StackTrace(false)
final class SendEvent extends Event {

    private static final SendEvent INSTANCE = new SendEvent();

    @Label("Channel")
    String channel;

    @Label("Buffers")
    int buffers;

    @DataAmount
    @Label("Requested")
    @Description("Bytes that the request carried")
    long requested;

    @Label("Result")
    @Description("Bytes that the kernel took, or a negative error number")
    int result;

    @Label("Registered")
    @Description("Whether the memory was registered with the kernel beforehand")
    boolean registered;

    @Label("Sends")
    @Description("How many this one stands for: itself, and those of its event loop that were not recorded before it")
    int sends;

    static boolean isEventEnabled() {
        return INSTANCE.isEnabled();
    }

    static void emit(InFlightSend send, Run run, int sends) {
        SendEvent event = new SendEvent();
        event.channel = send.channel().toString();
        event.buffers = run.iovCount();
        event.requested = run.gatheredBytes();
        event.result = send.result();
        event.registered = send.arena() != null;
        event.sends = sends;
        event.commit();
    }
}
