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

import io.netty.util.internal.PlatformDependent;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The memory that a group of event loops has registered with the kernel: a table whose slots hold {@link Region}s.
 * The rings take over the whole table, and again when it has changed ({@link #version}); so memory is pinned and
 * charged once however many loops send from it. May be used by any thread.
 */
final class RegisteredMemory {

    private static final InternalLogger LOGGER = InternalLoggerFactory.getInstance(RegisteredMemory.class);

    private static final int SLOTS = 1024;
    private static final int MIN_REGION = 256 << 10;
    private static final Region[] NONE = {};

    private final long limit;
    private final BitSet usedSlots = new BitSet();
    private final List<Runnable> onLeft = new ArrayList<>();
    private volatile Region[] regions = NONE;
    private volatile long version;
    private volatile long bytes;
    private long table;
    private boolean refused;
    private boolean closed;

    RegisteredMemory(long limit) {
        this.limit = limit;
    }

    /** One whose limit leaves room for others under the process's memlock limit. */
    static RegisteredMemory forProcess() {
        boolean usable = ZeroCopy.sendsRegistered() && PlatformDependent.hasUnsafe();
        return new RegisteredMemory(usable ? Memlock.limit() / 2 : 0);
    }

    long limit() {
        return limit;
    }

    boolean isAvailable() {
        return limit >= MIN_REGION;
    }

    /** The table's version: a ring that took an older one lacks the regions that came since. */
    long version() {
        return version;
    }

    long bytes() {
        return bytes;
    }

    /** Calls back, on the thread that changes it, when a region has left the table. */
    synchronized void onRegionLeft(Runnable listener) {
        onLeft.add(listener);
    }

    /** The region in which all of these bytes lie, or {@code null}. */
    Region find(long address, long length) {
        for (Region region : regions) {
            if (region.contains(address, length)) {
                return region;
            }
        }
        return null;
    }

    /**
     * Maps and registers memory: as much as wanted, or less where there is no room, but enough for {@code needed}.
     * Returns {@code null} if that is not to be had.
     */
    synchronized Region grow(Arena arena, long wanted, long needed) {
        int slot = usedSlots.nextClearBit(0);
        if (closed || refused || slot == SLOTS || !openTable()) {
            return null;
        }
        long smallest = Math.max(needed, MIN_REGION);
        for (long size = Math.min(wanted, limit - bytes); size >= smallest; size /= 2) {
            int whole = (int) (size / PageClasses.PAGE * PageClasses.PAGE);
            long address = NativeShim.nzc_memory_map(whole);
            int error = address < 0 ? (int) address : register(slot, address, whole);
            if (error == 0) {
                return added(new Region(arena, slot, version + 1, address, whole));
            }
            if (!Errno.isOutOfMemory(error)) {
                refused(error);
                return null;
            }
        }
        return null;
    }

    /** Lets the kernel drop a region of which nothing is in use. */
    synchronized void giveBack(Region region) {
        List<Region> left = new ArrayList<>(List.of(regions));
        left.remove(region);
        regions = left.toArray(NONE);
        bytes -= region.bytes();
        if (!closed) {
            NativeShim.nzc_buffers_set(table, region.slot(), 0, 0);
            usedSlots.clear(region.slot());
            version++;
            onLeft.forEach(Runnable::run);
        }
        NativeShim.nzc_memory_unmap(region.address(), region.bytes());
    }

    /** Gives the ring the table as it is now; returns the version that it took, or a negative error number. */
    synchronized long giveTo(Ring ring) {
        int error = closed ? Errno.EOPNOTSUPP : ring.takeBuffers(table);
        return error == 0 ? version : error;
    }

    /**
     * No ring sends any more. The pages stay pinned if the kernel still reads some, and mapped as long as buffers
     * are in use.
     */
    synchronized void close(boolean sendsInFlight) {
        if (!closed && table != 0 && !sendsInFlight) {
            NativeShim.nzc_buffers_close(table);
        }
        closed = true;
    }

    private boolean openTable() {
        if (table == 0) {
            long opened = NativeShim.nzc_buffers_open(SLOTS);
            if (opened < 0) {
                refused((int) opened);
                return false;
            }
            table = opened;
        }
        return true;
    }

    private int register(int slot, long address, int size) {
        int error = NativeShim.nzc_buffers_set(table, slot, address, size);
        if (error != 0) {
            NativeShim.nzc_memory_unmap(address, size);
        }
        return error;
    }

    private synchronized Region added(Region region) {
        Region[] grown = Arrays.copyOf(regions, regions.length + 1);
        grown[regions.length] = region;
        usedSlots.set(region.slot());
        bytes += region.bytes();
        version++;
        regions = grown;
        return region;
    }

    private void refused(int error) {
        refused = true;
        LOGGER.info("No registered memory for zero-copy sends: {}", Errno.describe(error));
    }
}
