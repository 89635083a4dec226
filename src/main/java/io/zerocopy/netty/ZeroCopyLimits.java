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

import io.netty.util.internal.ObjectUtil;

/**
 * How much the event loops of a {@link ZeroCopyEventLoopGroup} may hold. What exceeds a limit is copied, or comes from
 * other memory; nothing fails. Values are immutable: each {@code with} method returns another one.
 */
public final class ZeroCopyLimits {

    /** The most {@linkplain #withSlots slots}: the kernel's limit for the entries of one ring. */
    public static final int MAX_SLOTS = 32768;

    private static final ZeroCopyLimits DEFAULTS = new ZeroCopyLimits(ZeroCopyDefaults.loopInFlightLimit(),
            ZeroCopyDefaults.groupInFlightLimit(), ZeroCopyDefaults.arenaLimit(), ZeroCopyDefaults.slots(),
            ZeroCopyDefaults.shutdownDrainMillis());

    private final int loopInFlightLimit;
    private final int groupInFlightLimit;
    private final int arenaLimit;
    private final int slots;
    private final int shutdownDrainMillis;

    private ZeroCopyLimits(int loopInFlightLimit, int groupInFlightLimit, int arenaLimit, int slots,
                           int shutdownDrainMillis) {
        this.loopInFlightLimit = ObjectUtil.checkPositiveOrZero(loopInFlightLimit, "loopInFlightLimit");
        this.groupInFlightLimit = ObjectUtil.checkPositiveOrZero(groupInFlightLimit, "groupInFlightLimit");
        this.arenaLimit = ObjectUtil.checkPositiveOrZero(arenaLimit, "arenaLimit");
        this.slots = ObjectUtil.checkInRange(slots, 1, MAX_SLOTS, "slots");
        this.shutdownDrainMillis = ObjectUtil.checkPositiveOrZero(shutdownDrainMillis, "shutdownDrainMillis");
    }

    /** What the system properties {@code io.zerocopy.netty.*} say, for groups that are given none. */
    public static ZeroCopyLimits defaults() {
        return DEFAULTS;
    }

    /** The bytes that may be in flight on one event loop, all channels together. */
    public ZeroCopyLimits withLoopInFlightLimit(int bytes) {
        return new ZeroCopyLimits(bytes, groupInFlightLimit, arenaLimit, slots, shutdownDrainMillis);
    }

    /** The bytes that may be in flight on all event loops of the group together. */
    public ZeroCopyLimits withGroupInFlightLimit(int bytes) {
        return new ZeroCopyLimits(loopInFlightLimit, bytes, arenaLimit, slots, shutdownDrainMillis);
    }

    /**
     * The bytes that the allocator may register with the kernel for one event loop, and again for all other threads
     * together; {@code 0} for none.
     */
    public ZeroCopyLimits withArenaLimit(int bytes) {
        return new ZeroCopyLimits(loopInFlightLimit, groupInFlightLimit, bytes, slots, shutdownDrainMillis);
    }

    /** The sends that may be in flight on one event loop, from 1 to {@value #MAX_SLOTS}. */
    public ZeroCopyLimits withSlots(int sends) {
        return new ZeroCopyLimits(loopInFlightLimit, groupInFlightLimit, arenaLimit, sends, shutdownDrainMillis);
    }

    /** How long an event loop that ends waits for what is in flight. */
    public ZeroCopyLimits withShutdownDrainMillis(int millis) {
        return new ZeroCopyLimits(loopInFlightLimit, groupInFlightLimit, arenaLimit, slots, millis);
    }

    /** See {@link #withLoopInFlightLimit}. */
    public int loopInFlightLimit() {
        return loopInFlightLimit;
    }

    /** See {@link #withGroupInFlightLimit}. */
    public int groupInFlightLimit() {
        return groupInFlightLimit;
    }

    /** See {@link #withArenaLimit}. */
    public int arenaLimit() {
        return arenaLimit;
    }

    /** See {@link #withSlots}. */
    public int slots() {
        return slots;
    }

    /** See {@link #withShutdownDrainMillis}. */
    public int shutdownDrainMillis() {
        return shutdownDrainMillis;
    }
}
