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

@Name("io.zerocopy.netty.ArenaGrowth")
@Label("Arena Growth")
@Description("More memory was registered with the kernel")
@Category({"Netty", "Zero Copy"})
@Enabled(false)
final class ArenaGrowthEvent extends Event {

    private static final ArenaGrowthEvent INSTANCE = new ArenaGrowthEvent();

    @Label("Owner")
    @Description("The event loop whose arena it is; nothing for the one that other threads share")
    String owner;

    @DataAmount
    @Label("Region")
    @Description("Bytes that were added")
    long regionBytes;

    @DataAmount
    @Label("Arena")
    @Description("Bytes that the arena has now")
    long arenaBytes;

    static boolean isEventEnabled() {
        return INSTANCE.isEnabled();
    }

    static void emit(Object owner, long regionBytes, long arenaBytes) {
        ArenaGrowthEvent event = new ArenaGrowthEvent();
        event.owner = owner == null ? null : owner.toString();
        event.regionBytes = regionBytes;
        event.arenaBytes = arenaBytes;
        event.commit();
    }
}
