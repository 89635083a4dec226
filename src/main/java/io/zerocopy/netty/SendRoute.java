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

import java.net.InetAddress;

/**
 * What one connection has learned about its path from the kernel's reports. On a local path its writes are copied by
 * epoll, and single zero-copy sends at growing intervals find out whether that is still right.
 */
final class SendRoute {

    /**
     * So many reports of a copy in a row are believed. A single one may be false: TCP may append the first bytes of a
     * send to the last packet of the one before, and the kernel takes the later one for copied then.
     */
    private static final int ENOUGH_REPORTS = 2;

    private final PathMemory memory;
    private final LoopCounters counters;
    private final InetAddress localAddress;
    private PathState learned;
    private PathState shown;
    private ProbeTimer timer;
    private boolean probeInFlight;
    private boolean confirmed;
    private int copiesInARow;

    SendRoute(PathMemory memory, LoopCounters counters, InetAddress localAddress) {
        this.memory = memory;
        this.counters = counters;
        this.localAddress = localAddress;
        long now = System.nanoTime();
        learned = memory.firstGuess(localAddress, now);
        timer = new ProbeTimer(now);
        show(learned);
    }

    /** Whether the next run should leave by zero copy, as far as the path is concerned. */
    boolean isOpen() {
        return switch (learned) {
            case ZERO_COPY -> true;
            case PROBING -> !probeInFlight;
            default -> !probeInFlight && timer.isDue(System.nanoTime());
        };
    }

    /** Whether the next send only finds out what the path is like. */
    boolean isProbing() {
        return learned != PathState.ZERO_COPY;
    }

    PathState state() {
        return shown;
    }

    /** Before a zero-copy send: its report may be back with its result. */
    void sending() {
        if (learned != PathState.ZERO_COPY) {
            probeInFlight = true;
        }
    }

    /** The kernel took the send. */
    void sent() {
        show(learned);
    }

    /** The kernel took nothing, and reports nothing. */
    void notSent() {
        probeInFlight = false;
    }

    /** Zero copy is out of the question for a reason that has nothing to do with the path. */
    void blocked(PathState reason) {
        show(reason);
    }

    /** The kernel is done with a send and says whether it copied. */
    void reported(boolean copied) {
        if (!copied) {
            copiesInARow = 0;
            learnZeroCopy();
        } else if (learned == PathState.ZERO_COPY) {
            copiesInARow++;
            if (!confirmed || copiesInARow >= ENOUGH_REPORTS) {
                learnLocalPath();
            }
        } else if (probeInFlight) {
            learnLocalPath();
        }
    }

    /** The connection leaves its event loop. */
    void end() {
        show(null);
    }

    private void learnZeroCopy() {
        confirmed = true;
        probeInFlight = false;
        if (learned != PathState.ZERO_COPY) {
            learned = PathState.ZERO_COPY;
            memory.learnedZeroCopy(localAddress);
            show(learned);
        }
    }

    private void learnLocalPath() {
        long now = System.nanoTime();
        probeInFlight = false;
        if (learned == PathState.LOCAL_PATH) {
            timer.backOff(now);
            return;
        }
        learned = PathState.LOCAL_PATH;
        timer = new ProbeTimer(now);
        memory.learnedLocalPath(localAddress, now);
        show(learned);
    }

    private void show(PathState state) {
        if (state != shown) {
            counters.moved(shown, state);
            JfrEvents.pathChanged(localAddress, shown, state);
            shown = state;
        }
    }
}
