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

import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCountUtil;

import java.util.Arrays;

/**
 * One zero-copy request, from the moment its memory is pinned for the kernel to its notification. Records are
 * reused; the {@link #key()} changes with each use, so that a stray completion cannot touch a later request.
 */
final class InFlightSend {

    private static final int INITIAL_CAPACITY = 8;

    private final int slot;
    private int generation;
    private ByteBuf[] buffers = new ByteBuf[INITIAL_CAPACITY];
    private DeferredWrite[] writes = new DeferredWrite[INITIAL_CAPACITY];
    private long[] ends = new long[INITIAL_CAPACITY];
    private int count;
    private boolean active;
    private ChannelSends channel;
    private long acceptedBytes;
    private long acceptedAt;
    private int result;
    private boolean hasResult;
    private boolean notificationDue;
    private boolean waitedFor;
    private Arena arena;

    InFlightSend(int slot) {
        this.slot = slot;
    }

    static int slotOf(long key) {
        return (int) key;
    }

    int slot() {
        return slot;
    }

    long key() {
        return (long) generation << 32 | slot;
    }

    void begin(ChannelSends sender) {
        active = true;
        channel = sender;
        acceptedBytes = 0;
        hasResult = false;
        notificationDue = false;
        waitedFor = false;
    }

    /**
     * Holds a buffer for the kernel.
     *
     * @param write the deferred write that carries it, or {@code null}
     * @param end   the number of the request's bytes up to and including this buffer
     */
    void pin(ByteBuf buffer, DeferredWrite write, long end) {
        if (count == buffers.length) {
            grow();
        }
        buffers[count] = Ownership.retainForKernel(buffer);
        writes[count] = write;
        ends[count] = end;
        count++;
        if (write != null) {
            write.sent();
            waitedFor = true;
        }
    }

    void result(int bytesOrError, boolean notificationFollows) {
        result = bytesOrError;
        hasResult = true;
        notificationDue = notificationFollows;
    }

    boolean hasResult() {
        return hasResult;
    }

    int result() {
        return result;
    }

    boolean isNotificationDue() {
        return notificationDue;
    }

    /** Somebody waits for the notification, as the caller of a {@link DeferredWrite} does. */
    void waitFor() {
        waitedFor = true;
    }

    boolean isWaitedFor() {
        return waitedFor;
    }

    /** The kernel took the first {@code bytes}: what lies behind them is not in its hands. */
    void accepted(long bytes, long now) {
        acceptedBytes = bytes;
        acceptedAt = now;
        int kept = count;
        while (kept > 0 && startOf(kept - 1) >= bytes) {
            kept--;
        }
        unpin(kept);
    }

    long acceptedBytes() {
        return acceptedBytes;
    }

    long acceptedAt() {
        return acceptedAt;
    }

    /** Where the memory is registered, {@code null} if it is not. */
    void arena(Arena ofMemory) {
        arena = ofMemory;
    }

    Arena arena() {
        return arena;
    }

    boolean isActive() {
        return active;
    }

    ChannelSends channel() {
        return channel;
    }

    /** Gives everything back and makes the record ready for its next use. */
    void end() {
        active = false;
        generation++;
        channel = null;
        arena = null;
        unpin(0);
    }

    /**
     * Forgets the buffers without releasing them, since the kernel may still read them, and fails their writes.
     *
     * @return the buffers, to be kept reachable
     */
    ByteBuf[] abandon(Throwable cause) {
        ByteBuf[] kept = Arrays.copyOf(buffers, count);
        for (int i = 0; i < count; i++) {
            if (writes[i] != null) {
                writes[i].abandoned(cause);
            }
        }
        active = false;
        generation++;
        channel = null;
        arena = null;
        count = 0;
        return kept;
    }

    private long startOf(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    private void unpin(int from) {
        int to = count;
        count = from;
        for (int i = from; i < to; i++) {
            ByteBuf buffer = buffers[i];
            DeferredWrite write = writes[i];
            buffers[i] = null;
            writes[i] = null;
            ReferenceCountUtil.safeRelease(buffer);
            if (write != null) {
                write.notified();
            }
        }
    }

    private void grow() {
        int capacity = buffers.length * 2;
        buffers = Arrays.copyOf(buffers, capacity);
        writes = Arrays.copyOf(writes, capacity);
        ends = Arrays.copyOf(ends, capacity);
    }
}
