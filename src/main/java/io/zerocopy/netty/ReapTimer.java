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

import java.util.concurrent.TimeUnit;

/**
 * Stands in for the eventfd on an event loop that sends a lot: it sleeps through notifications then, looks for them
 * whenever something else has woken it, and is woken by this timer when nothing has. Each notification would wake it
 * otherwise, only to release memory. Where the ring cannot wake the loop at all, the timer runs as long as something is
 * in flight. Used on the event loop only.
 */
final class ReapTimer {

    /** Far longer than most sleeps, and than the kernel's tick: 2 ms cost up to half of the CPU time more. */
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Nothing else tells of a result then, and somebody may wait for it. */
    private static final long PERIOD_WITHOUT_EVENT_FD_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** In a period; with fewer sends, wake-ups cost little, and memory would wait long for the next one. */
    private static final int MANY_SENDS = 32;

    private final LoopTimer timer;
    private final InFlightTable inFlight;
    private final Ring ring;
    private final Arena arena;
    private boolean running;
    private int sends;
    private long countedSince = System.nanoTime();
    private int sendsWaitedFor;
    private long missesSeen;

    ReapTimer(LoopTimer timer, InFlightTable inFlight, Ring ring, Arena arena) {
        this.timer = timer;
        this.inFlight = inFlight;
        this.ring = ring;
        this.arena = arena;
    }

    /** The kernel has taken what it will take of the send. */
    void accepted(InFlightSend send) {
        sendsWaitedFor += send.isWaitedFor() ? 1 : 0;
        sends++;
        if (!running && isNeeded(send.acceptedAt())) {
            running = true;
            schedule();
        }
    }

    /** The kernel is done with the send. */
    void ended(InFlightSend send) {
        sendsWaitedFor -= send.isWaitedFor() ? 1 : 0;
    }

    /**
     * Whether the loop, about to sleep, may sleep through notifications: nobody waits for one, and buffers have found
     * room in registered memory since the last look.
     */
    boolean standsIn() {
        return running && sendsWaitedFor == 0 && arena.misses() == missesSeen;
    }

    private boolean isNeeded(long now) {
        if (!ring.wakesLoop()) {
            return true;
        }
        if (sends < MANY_SENDS) {
            return false;
        }
        boolean busy = now - countedSince < PERIOD_NANOS;
        sends = 0;
        countedSince = now;
        // A send mutes the ring wherever that is safe.
        return busy && ring.isMuted();
    }

    private void schedule() {
        timer.schedule(this::look, ring.wakesLoop() ? PERIOD_NANOS : PERIOD_WITHOUT_EVENT_FD_NANOS,
                TimeUnit.NANOSECONDS);
    }

    /** Being awake is enough: the loop reaps on its way back to sleep. */
    private void look() {
        running = ring.wakesLoop() ? sends >= MANY_SENDS : !inFlight.isEmpty();
        sends = 0;
        missesSeen = arena.misses();
        if (running) {
            schedule();
        }
    }
}
