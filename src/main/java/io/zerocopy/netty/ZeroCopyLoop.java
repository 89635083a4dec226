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
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import io.netty.util.internal.logging.InternalLogLevel;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.zerocopy.netty.LoopCounters.Counter;

import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The zero-copy side of one event loop: its ring, and the sends that are in flight on it. Everything here runs on
 * the loop's thread.
 *
 * <h2>Who owns a buffer's memory, and when</h2>
 * <ol>
 * <li><b>queued</b>: the message is in the channel's outbound buffer, which holds one reference.</li>
 * <li><b>pinned</b>: before the request is submitted, {@link InFlightSend} takes a reference of its own for the
 *     kernel ({@link Run#pinTo}).</li>
 * <li><b>accepted</b>: the result says how many bytes the kernel took. References to messages behind that point
 *     are given back at once; the outbound buffer drops what is sent ({@code removeBytes}) and completes its
 *     promises. A short send leaves the rest of its last message queued, and both references in place.</li>
 * <li><b>in flight</b>: only the kernel's reference is left. The socket's queue and retransmissions read the
 *     memory, also after the channel was closed or reset.</li>
 * <li><b>notified</b>: the kernel is done. {@link #reap()} releases the reference, and completes the futures of
 *     writes whose memory the application shares ({@link DeferredWrite}).</li>
 * </ol>
 * A notification follows exactly if the result says so ({@code IORING_CQE_F_MORE}), for failed sends as well;
 * notifications arrive in any order, so each is matched by its key. A send that is still in flight when the loop
 * ends is never released: its buffers go to {@link Quarantine}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/io_uring_prep_sendmsg_zc.3.html">io_uring_prep_sendmsg_zc(3)</a>
 */
final class ZeroCopyLoop implements Ring.CompletionHandler {

    private static final InternalLogger LOGGER = InternalLoggerFactory.getInstance(ZeroCopyLoop.class);

    /** The other event loops of the process will have the same trouble: one line says it. */
    private static final AtomicBoolean WARNED = new AtomicBoolean();

    private static final FastThreadLocal<ZeroCopyLoop> CURRENT = new FastThreadLocal<>();

    /**
     * DONTWAIT: the result comes at once and a full socket says EAGAIN, instead of a request that is parked while
     * later writes overtake it. EOR: the next send starts a packet of its own, since sends that share a packet
     * are notified together, on a backlogged socket not before the whole queue has drained.
     */
    private static final int MSG_FLAGS = RingLayout.MSG_DONTWAIT | RingLayout.MSG_NOSIGNAL | RingLayout.MSG_EOR;

    private static final int MIN_CQ_ENTRIES = 16;
    private static final int RESULT_WAIT_MILLIS = 1000;

    private final EventLoop eventLoop;
    private final RegisteredByteBufAllocator allocator;
    private final RegisteredMemory registered;
    private final DeferredWrites deferredWrites;
    private final LoopTimer timer;
    private final Arena arena;
    private final LoopCounters counters = new LoopCounters();
    private final LagWatch lagWatch;
    private final PathMemory paths = new PathMemory();
    private final LoopBudget budget;
    private final ZeroCopyLimits limits;
    private final boolean useEventFd;
    private final ArrayDeque<InFlightSend> finished = new ArrayDeque<>();
    private final MemoryPause memoryPause = new MemoryPause();
    private Ring ring;
    private InFlightTable inFlight;
    private HoldWatch holdWatch;
    private Run run;
    private long takenVersion;
    private ReapTimer reapTimer;
    private volatile String offReason;

    ZeroCopyLoop(EventLoop eventLoop, RegisteredByteBufAllocator allocator, GroupBudget group, ZeroCopyLimits limits) {
        this(eventLoop, allocator, group, limits, true);
    }

    ZeroCopyLoop(EventLoop eventLoop, RegisteredByteBufAllocator allocator, GroupBudget group, ZeroCopyLimits limits,
                 boolean useEventFd) {
        this.eventLoop = eventLoop;
        lagWatch = new LagWatch(eventLoop, counters);
        deferredWrites = new DeferredWrites(eventLoop);
        this.allocator = allocator;
        registered = allocator.memory();
        this.limits = limits;
        budget = new LoopBudget(limits.loopInFlightLimit(), group, counters);
        this.useEventFd = useEventFd;
        Throwable cause = ZeroCopy.unavailabilityCause();
        if (cause != null) {
            offReason = ZeroCopy.reason(cause);
        }
        timer = new LoopTimer(eventLoop, useEventFd && cause == null);
        arena = allocator.newArena(timer);
    }

    /** The one that belongs to the current thread, or {@code null} on any other thread. */
    static ZeroCopyLoop current() {
        return CURRENT.getIfExists();
    }

    /** Called once on the loop's own thread, before anything else there. */
    void bindToCurrentThread() {
        CURRENT.set(this);
        eventLoop.terminationFuture().addListener(ended -> {
            timer.close();
            arena.close();
        });
    }

    EventLoop eventLoop() {
        return eventLoop;
    }

    RegisteredByteBufAllocator allocator() {
        return allocator;
    }

    Arena arena() {
        return arena;
    }

    LoopCounters counters() {
        return counters;
    }

    /** May be called by any thread. */
    void watchLag(long intervalNanos) {
        eventLoop.execute(() -> lagWatch.every(intervalNanos));
    }

    PathMemory paths() {
        return paths;
    }

    DeferredWrites deferredWrites() {
        return deferredWrites;
    }

    /** Only while {@link #isUsable}. */
    Run run() {
        return run;
    }

    /** Why this loop sends nothing by zero copy, or {@code null}. */
    String offReason() {
        return offReason;
    }

    /** Whether sends may be tried; opens the ring at the first call that gets here. */
    boolean isUsable() {
        return offReason == null && (ring != null || openRing());
    }

    /** Whether less may be added to what is known to be in flight. */
    boolean isShortOf(long bytes) {
        return ring != null && (inFlight.isFull() || budget.left() < bytes);
    }

    /** The bytes that may be added to those in flight now. */
    long budget() {
        if (inFlight.isFull()) {
            counters.add(Counter.SLOTS_EXHAUSTED, 1);
            return 0;
        }
        return budget.left();
    }

    /** Whether the kernel refused to pin memory a moment ago. */
    boolean isOutOfMemory() {
        return memoryPause.isOn();
    }

    /**
     * Submits the collected run as one request.
     *
     * @return the bytes which the kernel took, {@code 0} included, or a negative error number
     */
    int send(ChannelSends channel, int fd) {
        InFlightSend send = inFlight.take(channel);
        Region region;
        int error;
        try {
            ByteBuf scratch = scratch();
            region = run.region();
            int flags = sendFlags(region);
            run.pinTo(send, scratch);
            error = ring.sendmsg(fd, run.iovAddress(), run.iovCount(), MSG_FLAGS, flags, send.key());
        } catch (OutOfMemoryError e) {
            // Of the scratch buffer: copying needs none.
            abort(send);
            memoryPause.begin();
            return Errno.ENOMEM;
        } catch (Throwable t) {
            abort(send);
            throw t;
        }
        if (error != 0) {
            inFlight.free(send);
            return notSubmitted(error);
        }
        if (region != null) {
            send.arena(region.arena());
        } else {
            // The kernel charges it to the memlock limit until the loop looks.
            send.waitFor();
        }
        awaitResult(send);
        int result = send.result();
        accepted(send, Math.max(result, 0));
        JfrEvents.sent(send, run);
        if (result > 0 && region != null) {
            counters.add(Counter.REGISTERED_BYTES, result);
        }
        if (Errno.isOutOfMemory(result)) {
            memoryPause.begin();
        } else if (result > 0) {
            memoryPause.reset();
        }
        return result;
    }

    /**
     * Releases what the kernel is done with.
     *
     * @return {@code false} if more completions may be due already
     */
    boolean reap() {
        boolean idle = timer.run();
        return reapSends() && idle;
    }

    private boolean reapSends() {
        if (ring == null || !ring.isOpen()) {
            return true;
        }
        look();
        finish();
        return !hasSendsInFlight() || reapTimer.standsIn() && ring.mute() || ring.prepareToSleep();
    }

    /** Takes over what the kernel is done with, to be released by {@link #finish()}. */
    void look() {
        if (ring != null && ring.isOpen() && hasSendsInFlight()) {
            countOverflow();
            ring.drain(this);
        }
    }

    /** Releases what is known to be notified, without asking the kernel for more. */
    void finish() {
        if (finished.isEmpty()) {
            return;
        }
        // One look at the clock for all that an ACK has brought.
        long now = System.nanoTime();
        InFlightSend send;
        while ((send = finished.poll()) != null) {
            if (send.acceptedAt() - now > 0) {
                // A handler has sent it meanwhile, called for one of those before it.
                now = System.nanoTime();
            }
            long held = now - send.acceptedAt();
            long bytes = send.acceptedBytes();
            if (bytes > 0) {
                counters.holds().record(held);
                counters.add(Counter.HOLD_NANOS, held);
                counters.max(Counter.MAX_HOLD_NANOS, held);
                JfrEvents.held(send, held);
            }
            budget.ended(send);
            reapTimer.ended(send);
            send.channel().notified(bytes, now);
            inFlight.free(send);
        }
    }

    @Override
    public void completed(long key, int result, int flags) {
        InFlightSend send = inFlight.find(key);
        boolean notification = (flags & RingLayout.IORING_CQE_F_NOTIF) != 0;
        if (send == null || notification && !send.isNotificationDue()) {
            LOGGER.warn("{} got a completion of no send in flight: key {}, result {}", eventLoop, key, result);
            return;
        }
        if (!notification) {
            send.result(result, (flags & RingLayout.IORING_CQE_F_MORE) != 0);
            return;
        }
        // The flag means nothing for a send that failed: the kernel reports "not used" as "copied".
        if (send.result() > 0) {
            boolean copied = (result & RingLayout.IORING_NOTIF_USAGE_ZC_COPIED) != 0;
            counters.add(copied ? Counter.NOTIFIED_COPIED : Counter.NOTIFIED_ZERO_COPIED, 1);
            send.channel().reported(copied);
        }
        finished.add(send);
    }

    /** For the run's small messages, in the memory of its large ones if that is registered. */
    private ByteBuf scratch() {
        Region region = run.region();
        if (region != null && !has(region)) {
            run.leaveRegion();
            region = null;
        }
        int bytes = run.smallBytes();
        if (bytes == 0) {
            return null;
        }
        ByteBuf scratch = region == null ? null : allocator.scratch(region, bytes);
        if (scratch == null) {
            run.leaveRegion();
            scratch = ByteBufAllocator.DEFAULT.directBuffer(bytes);
        }
        return scratch;
    }

    private static int sendFlags(Region region) {
        int flags = ZeroCopy.sendFlags();
        return region == null ? flags
                : flags | RingLayout.IORING_RECVSEND_FIXED_BUF | region.slot() << RingLayout.SEND_BUFFER_SHIFT;
    }

    /** Whether the ring knows the region. */
    private boolean has(Region region) {
        if (takenVersion >= 0 && takenVersion < region.version()) {
            takeBuffers();
        }
        return takenVersion >= region.version();
    }

    private void takeBuffers() {
        takenVersion = registered.giveTo(ring);
        if (takenVersion < 0) {
            LOGGER.info("{} sends from memory that is not registered: {}", eventLoop,
                    Errno.describe((int) takenVersion));
        }
    }

    /** A region is no longer used; the kernel keeps its pages as long as a ring has it. */
    private void regionLeft() {
        try {
            eventLoop.execute(() -> {
                if (ring.isOpen() && takenVersion > 0) {
                    takeBuffers();
                }
            });
        } catch (RejectedExecutionException e) {
            // The event loop ends, and closes its ring.
        }
    }

    private boolean openRing() {
        try {
            run = new Run(registered);
            int eventFd = useEventFd ? LoopWakeup.eventFd(eventLoop) : LoopWakeup.NOT_FOUND;
            // Two completions for each send, so that the completion queue cannot overflow.
            Ring opened = Ring.open(Math.max(2 * limits.slots(), MIN_CQ_ENTRIES), MIN_CQ_ENTRIES, eventFd);
            inFlight = new InFlightTable(Math.min(limits.slots(), opened.cqEntries() / 2));
            holdWatch = new HoldWatch(timer, inFlight, counters);
            reapTimer = new ReapTimer(timer, inFlight, opened, arena);
            counters.set(Counter.SLOTS, inFlight.slots());
            ring = opened;
        } catch (IllegalStateException | OutOfMemoryError e) {
            switchOff(ZeroCopy.reason(e));
            return false;
        }
        registered.onRegionLeft(this::regionLeft);
        ((SingleThreadEventExecutor) eventLoop).addShutdownHook(this::shutdown);
        // Netty leaves hooks out if tasks keep coming to the very end; nobody reaps any more then.
        eventLoop.terminationFuture().addListener(ended -> close());
        return true;
    }

    private void switchOff(String reason) {
        offReason = reason;
        InternalLogLevel level = WARNED.getAndSet(true) ? InternalLogLevel.DEBUG : InternalLogLevel.WARN;
        LOGGER.log(level, "No zero copy on {}, its writes are copied by epoll: {}", eventLoop, reason);
    }

    private void abort(InFlightSend send) {
        run.clear();
        inFlight.free(send);
    }

    /** The kernel did not even take the request. */
    private int notSubmitted(int error) {
        if (Errno.isOutOfMemory(error)) {
            memoryPause.begin();
            return error;
        }
        switchOff("io_uring_enter failed with " + Errno.describe(error));
        return Errno.EOPNOTSUPP;
    }

    private void awaitResult(InFlightSend send) {
        if (ring.isFull()) {
            // Otherwise it cannot have overflowed in this system call, and the flag need not be fetched.
            countOverflow();
        }
        ring.drainQueue(this);
        while (!send.hasResult()) {
            // Not seen with MSG_DONTWAIT; but nothing else may be written before the result is known.
            ring.await(RESULT_WAIT_MILLIS);
            ring.drainQueue(this);
        }
    }

    private void accepted(InFlightSend send, int bytes) {
        long now = System.nanoTime();
        send.accepted(bytes, now);
        budget.accepted(send);
        send.channel().sent(bytes, now);
        if (send.channel().awaitsNotification()) {
            send.waitFor();
        }
        holdWatch.start();
        reapTimer.accepted(send);
        if (!send.isNotificationDue()) {
            finished.add(send);
        }
    }

    private boolean hasSendsInFlight() {
        return !inFlight.isEmpty();
    }

    /** It has room for all that may be in flight; should that ever be wrong, the metrics say so. */
    private void countOverflow() {
        if (ring.isOverflowing()) {
            counters.add(Counter.CQ_OVERFLOWS, 1);
        }
    }

    /** The loop ends, its channels are closed. Waits a little for the kernel, then leaks what is left. */
    private void shutdown() {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limits.shutdownDrainMillis());
        reapSends();
        long left;
        while (hasSendsInFlight() && (left = deadline - System.nanoTime()) > 0) {
            ring.await((int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
            reapSends();
        }
        close();
    }

    /** No completion can be seen after this: what is in flight must never be released. */
    private void close() {
        if (!ring.isOpen()) {
            return;
        }
        offReason = "the event loop is shut down";
        abandonSendsInFlight();
        ring.close();
        run.release();
    }

    private void abandonSendsInFlight() {
        if (!hasSendsInFlight()) {
            return;
        }
        long count = counters.get(Counter.IN_FLIGHT_SENDS);
        long bytes = counters.get(Counter.IN_FLIGHT_BYTES);
        inFlight.forEach(send -> {
            budget.ended(send);
            Quarantine.keep(send.abandon(new StillInFlightException()));
        });
        counters.add(Counter.LEAKED_SENDS, count);
        counters.add(Counter.LEAKED_BYTES, bytes);
        LOGGER.warn("{} ended with {} bytes in {} sends that the peers have not acknowledged."
                + " Their memory is leaked on purpose, since the kernel may still read it.", eventLoop, bytes, count);
    }
}
