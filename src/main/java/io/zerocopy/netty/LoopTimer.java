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

import io.netty.channel.EventLoop;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;

import java.util.concurrent.TimeUnit;

/**
 * Runs what this transport does on an event loop now and then. With a timer of the loop's own, each of its sleeps would
 * be one with a time-out, for which the kernel sets an alarm and takes it back. So the kernel is asked once, through a
 * ring of this timer's own, and wakes the loop by its eventfd. Without that ring it is a timer of the loop after all.
 * Used on the event loop only.
 */
final class LoopTimer implements Ring.CompletionHandler {

    private static final InternalLogger LOGGER = InternalLoggerFactory.getInstance(LoopTimer.class);

    /** One each for {@link ReapTimer}, {@link HoldWatch} and {@link Arena}, and one to spare. */
    private static final int TASKS = 4;

    static final int CQ_ENTRIES = 16;

    private final EventLoop eventLoop;
    private final Runnable[] tasks = new Runnable[TASKS];
    private boolean useRing;
    private Ring ring;
    private int refused;

    /**
     * @param useRing {@code false}: there is no io_uring, or nothing of it may wake the loop
     */
    LoopTimer(EventLoop eventLoop, boolean useRing) {
        this.eventLoop = eventLoop;
        this.useRing = useRing;
    }

    EventLoop eventLoop() {
        return eventLoop;
    }

    /** The task runs once, before the loop's next sleep when it is due. */
    void schedule(Runnable task, long delay, TimeUnit unit) {
        int slot = freeSlot();
        if (slot < TASKS && isRingOpen() && ring.timeout(unit.toNanos(delay), slot) == 0) {
            tasks[slot] = task;
        } else {
            eventLoop.schedule(task, delay, unit);
        }
    }

    /**
     * Runs what is due; the event loop is about to sleep.
     *
     * @return {@code false} if more may be due already
     */
    boolean run() {
        if (ring == null || ring.prepareToSleep()) {
            return true;
        }
        // The kernel has woken the loop, and would do so again when it posts the completion.
        ring.mute();
        int error = ring.drain(this);
        if (error != 0 || refused != 0) {
            giveUp(error != 0 ? error : refused);
            return true;
        }
        return ring.prepareToSleep();
    }

    @Override
    public void completed(long slot, int result, int flags) {
        if (result != Errno.ETIME) {
            refused = result;
            return;
        }
        Runnable task = tasks[(int) slot];
        tasks[(int) slot] = null;
        try {
            task.run();
        } catch (Throwable t) {
            // As an event loop does: it has to go on.
            LOGGER.warn("A task of {} failed", eventLoop, t);
        }
    }

    /** The kernel does not do what it was asked for. Tasks that wait run early, which does no harm. */
    private void giveUp(int error) {
        LOGGER.warn("The timer of {} goes on without io_uring: {}", eventLoop, Errno.describe(error));
        close();
        for (int slot = 0; slot < TASKS; slot++) {
            if (tasks[slot] != null) {
                eventLoop.schedule(tasks[slot], 0, TimeUnit.NANOSECONDS);
                tasks[slot] = null;
            }
        }
    }

    /** The event loop has ended. */
    void close() {
        useRing = false;
        if (ring != null) {
            ring.close();
            ring = null;
        }
    }

    private int freeSlot() {
        int slot = 0;
        while (slot < TASKS && tasks[slot] != null) {
            slot++;
        }
        return slot;
    }

    private boolean isRingOpen() {
        if (ring == null && useRing) {
            useRing = false;
            openRing();
        }
        return ring != null;
    }

    private void openRing() {
        int eventFd = LoopWakeup.eventFd(eventLoop);
        if (eventFd == LoopWakeup.NOT_FOUND) {
            return;
        }
        try {
            ring = Ring.open(CQ_ENTRIES, CQ_ENTRIES, eventFd);
        } catch (IllegalStateException | OutOfMemoryError e) {
            LOGGER.debug("No ring for the timer of {}", eventLoop, e);
        }
    }
}
