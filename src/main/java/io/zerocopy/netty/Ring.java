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

import com.sun.jna.Pointer;
import io.netty.util.internal.PlatformDependent;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One io_uring instance: requests go in through the shim, completions are read from the memory shared with the
 * kernel. Belongs to the thread that opened it ({@code IORING_SETUP_SINGLE_ISSUER}); knows nothing of buffers.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/io_uring.7.html">io_uring(7)</a>
 */
final class Ring {

    /** Receives each completion once, already taken off the queue. */
    interface CompletionHandler {
        void completed(long userData, int result, int flags);
    }

    private static final VarHandle INT =
            MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    /**
     * The kernel sets the deferred-work flag and then reads whether the eventfd is wanted, without a barrier
     * between the two on weakly ordered CPUs. Only where atomic operations are barriers may the eventfd be
     * switched off while the loop is awake.
     */
    private static final boolean CAN_MUTE_EVENT_FD = "x86_64".equals(PlatformDependent.normalizedArch());

    private static final int PENDING_WORK = RingLayout.IORING_SQ_TASKRUN | RingLayout.IORING_SQ_CQ_OVERFLOW;

    private final long handle;
    private final ByteBuffer cqHead;
    private final ByteBuffer cqTail;
    private final ByteBuffer cqFlags;
    private final ByteBuffer sqFlags;
    private final ByteBuffer cqes;
    private final int cqEntries;
    private final boolean wakesLoop;
    private int head;
    private boolean muted;
    private boolean open = true;

    private Ring(ByteBuffer view) {
        handle = view.getLong(RingLayout.VIEW_RING);
        cqHead = word(view.getLong(RingLayout.VIEW_CQ_HEAD));
        cqTail = word(view.getLong(RingLayout.VIEW_CQ_TAIL));
        cqFlags = word(view.getLong(RingLayout.VIEW_CQ_FLAGS));
        sqFlags = word(view.getLong(RingLayout.VIEW_SQ_FLAGS));
        cqEntries = view.getInt(RingLayout.VIEW_CQ_ENTRIES);
        cqes = memory(view.getLong(RingLayout.VIEW_CQES), (long) cqEntries * RingLayout.CQE_SIZE);
        wakesLoop = view.getInt(RingLayout.VIEW_EVENTFD_REGISTERED) != 0;
        head = (int) INT.getAcquire(cqHead, 0);
    }

    /**
     * Opens a ring for the calling thread. An ordinary user's ring counts against the memlock limit, so a
     * smaller one is tried until it fits.
     *
     * @param eventFd signalled for completions while the ring is not muted, or {@code -1}
     * @throws IllegalStateException with the kernel's reason
     */
    static Ring open(int wantedCqEntries, int minCqEntries, int eventFd) {
        ByteBuffer view = ByteBuffer.allocateDirect(RingLayout.RING_VIEW_SIZE).order(ByteOrder.nativeOrder());
        int entries = wantedCqEntries;
        for (;;) {
            int error = NativeShim.nzc_ring_open(Memory.address(view), entries, eventFd);
            if (error == 0) {
                return new Ring(view);
            }
            if (error != Errno.ENOMEM || entries / 2 < minCqEntries) {
                throw new IllegalStateException("cannot create an io_uring: " + Errno.describe(error));
            }
            entries /= 2;
        }
    }

    private static ByteBuffer word(long address) {
        return memory(address, Integer.BYTES);
    }

    private static ByteBuffer memory(long address, long length) {
        return new Pointer(address).getByteBuffer(0, length).order(ByteOrder.nativeOrder());
    }

    int cqEntries() {
        return cqEntries;
    }

    /** Whether a completion wakes the event loop; if not, somebody has to look for completions now and then. */
    boolean wakesLoop() {
        return wakesLoop;
    }

    boolean isOpen() {
        return open;
    }

    /** Whether completions do not signal the eventfd now. */
    boolean isMuted() {
        return muted;
    }

    /**
     * Submits one vectored zero-copy send. Its result, and any other completion that became due, is on the
     * queue when this returns {@code 0}; on an error nothing was submitted.
     */
    int sendmsg(int fd, long iov, int iovCount, int msgFlags, int zcFlags, long userData) {
        // The result is read right away: it need not wake the loop that asked for it.
        mute();
        return NativeShim.nzc_ring_sendmsg_zc(handle, fd, iov, iovCount, msgFlags, zcFlags, userData);
    }

    /** Asks for a completion in that time. Returns {@code 0} or a negative error number. */
    int timeout(long nanos, long userData) {
        return NativeShim.nzc_ring_timeout(handle, nanos, userData);
    }

    /** Takes over the table of registered buffers as it is now. Returns {@code 0} or a negative error number. */
    int takeBuffers(long table) {
        return NativeShim.nzc_ring_take_buffers(handle, table);
    }

    /** Whether the queue had no room for a completion: the kernel keeps it until there is some. */
    boolean isOverflowing() {
        return ((int) INT.getAcquire(sqFlags, 0) & RingLayout.IORING_SQ_CQ_OVERFLOW) != 0;
    }

    /** Whether the queue has no room now. */
    boolean isFull() {
        return (int) INT.getAcquire(cqTail, 0) - head == cqEntries;
    }

    /**
     * Takes every completion that is due off the queue. Returns {@code 0}, or a negative error number if the kernel
     * did not give all.
     */
    int drain(CompletionHandler handler) {
        int error = hasDeferredWork() ? NativeShim.nzc_ring_get_events(handle) : 0;
        drainQueue(handler);
        return error;
    }

    /** As {@link #drain}, for the completions which the last system call already put on the queue. */
    void drainQueue(CompletionHandler handler) {
        int mask = cqEntries - 1;
        while (head != (int) INT.getAcquire(cqTail, 0)) {
            int offset = (head & mask) * RingLayout.CQE_SIZE;
            long userData = cqes.getLong(offset + RingLayout.CQE_USER_DATA);
            int result = cqes.getInt(offset + RingLayout.CQE_RES);
            int flags = cqes.getInt(offset + RingLayout.CQE_FLAGS);
            head++;
            INT.setRelease(cqHead, 0, head);
            handler.completed(userData, result, flags);
        }
    }

    /** Waits until something completes, or for the time given. */
    void await(int timeoutMillis) {
        NativeShim.nzc_ring_wait(handle, timeoutMillis);
    }

    /**
     * Lets completions signal the eventfd again. The loop may go to sleep when this returns {@code true}; on
     * {@code false} something completed in between and must be drained first.
     */
    boolean prepareToSleep() {
        if (muted) {
            muted = false;
            INT.setVolatile(cqFlags, 0, 0);
            // Pairs with the kernel's own order of queueing work first and asking for the eventfd second.
            VarHandle.fullFence();
        }
        return !hasDeferredWork() && head == (int) INT.getAcquire(cqTail, 0);
    }

    void close() {
        if (open) {
            open = false;
            NativeShim.nzc_ring_close(handle);
        }
    }

    private boolean hasDeferredWork() {
        return ((int) INT.getAcquire(sqFlags, 0) & PENDING_WORK) != 0;
    }

    /**
     * Keeps completions from signalling the eventfd until {@link #prepareToSleep}.
     *
     * @return {@code false} if that is not safe on this CPU
     */
    boolean mute() {
        if (!muted && CAN_MUTE_EVENT_FD) {
            muted = true;
            INT.setRelease(cqFlags, 0, RingLayout.IORING_CQ_EVENTFD_DISABLED);
        }
        return muted;
    }
}
