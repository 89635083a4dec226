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

import java.util.concurrent.TimeUnit;

/**
 * Wakes the event loop now and then, so that it looks for notifications. It takes over for a while where these would
 * wake the loop again and again on their own: on a link that is busy, for each packet that the peer acknowledges. Where
 * the ring cannot wake the loop at all, it runs as long as something is in flight. Used on the event loop only.
 */
final class ReapTimer {

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** Then notifications may wake the loop again, to see whether there are still many. */
    private static final int PERIODS_AT_MOST = 64;

    /** A sleep that the timer may end costs some half of a wake-up more than one without an end. */
    private static final int VAIN_WAKE_UP = 2;
    private static final int USEFUL_WAKE_UP = 1;
    private static final int ENOUGH = 16;

    private final EventLoop eventLoop;
    private final InFlightTable inFlight;
    private final Ring ring;
    private final Arena arena;
    private boolean running;
    private int periods;
    private int vainWakeUps;
    private int sendsWaitedFor;
    private long missesSeen;

    ReapTimer(EventLoop eventLoop, InFlightTable inFlight, Ring ring, Arena arena) {
        this.eventLoop = eventLoop;
        this.inFlight = inFlight;
        this.ring = ring;
        this.arena = arena;
    }

    /** The kernel has taken what it will take of the send. */
    void accepted(InFlightSend send) {
        sendsWaitedFor += send.isWaitedFor() ? 1 : 0;
        if (!ring.wakesLoop()) {
            start();
        }
    }

    /** The kernel is done with the send. */
    void ended(InFlightSend send) {
        sendsWaitedFor -= send.isWaitedFor() ? 1 : 0;
    }

    /**
     * Before the loop sleeps.
     *
     * @param vainly whether it found notifications, and has sent nothing since it slept
     * @return whether it may sleep through notifications
     */
    boolean takesOver(boolean vainly) {
        boolean mayWait = !isMemoryWanted() && sendsWaitedFor == 0;
        vainWakeUps = Math.max(0, vainWakeUps + (vainly && mayWait ? VAIN_WAKE_UP : -USEFUL_WAKE_UP));
        if (vainWakeUps >= ENOUGH && ring.mute()) {
            start();
        }
        return running && mayWait;
    }

    private boolean isMemoryWanted() {
        long misses = arena.misses();
        boolean wanted = misses != missesSeen;
        missesSeen = misses;
        return wanted;
    }

    private void start() {
        vainWakeUps = 0;
        if (!running) {
            running = true;
            periods = 0;
            schedule();
        }
    }

    private void schedule() {
        eventLoop.schedule(this::look, PERIOD_NANOS, TimeUnit.NANOSECONDS);
    }

    private void look() {
        periods++;
        // Being awake is enough: the loop reaps on its way back to sleep.
        if (inFlight.isEmpty() || ring.wakesLoop() && (sendsWaitedFor > 0 || periods == PERIODS_AT_MOST)) {
            running = false;
        } else {
            schedule();
        }
    }
}
