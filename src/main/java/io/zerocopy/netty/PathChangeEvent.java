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
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

import java.net.InetAddress;

@Name("io.zerocopy.netty.PathChange")
@Label("Path Change")
@Description("A connection has learned something about its path")
@Category({"Netty", "Zero Copy"})
@Enabled(false)
@StackTrace(false)
final class PathChangeEvent extends Event {

    private static final PathChangeEvent INSTANCE = new PathChangeEvent();

    @Label("Local Address")
    String localAddress;

    @Label("From")
    @Description("Nothing for a new connection")
    String from;

    @Label("To")
    @Description("Nothing for a connection that ends")
    String to;

    static boolean isEventEnabled() {
        return INSTANCE.isEnabled();
    }

    static void emit(InetAddress localAddress, PathState from, PathState to) {
        PathChangeEvent event = new PathChangeEvent();
        event.localAddress = localAddress == null ? null : localAddress.getHostAddress();
        event.from = name(from);
        event.to = name(to);
        event.commit();
    }

    private static String name(PathState state) {
        return state == null ? null : state.name();
    }
}
