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

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.internal.PlatformDependent;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The registered memory from which one event loop allocates, or which all other threads share. What is released
 * waits to be used again as it is, with its buffer object, so that steady work costs neither book-keeping of pages
 * nor garbage. Memory that nobody needed for a while goes back to the system.
 *
 * <p>An event loop works on its own arena without locks; the shared one is used under its monitor. Pieces that are
 * released elsewhere come back through a queue.
 */
final class Arena {

    private static final int FIRST_REGION = 4 << 20;
    private static final int LARGER_REGION = 8 << 20;

    /** So that one loop does not take all where little may be locked. */
    private static final int REGIONS_AT_LEAST = 8;

    /** What a region has for scratch pages beside the rest. */
    private static final int SCRATCH_PART = 32;

    private static final int TRIM_SECONDS = 10;

    private final RegisteredMemory memory;
    private final LoopTimer timer;
    private final EventExecutor owner;
    private final long limit;
    private final List<Region> regions = new ArrayList<>();
    private final Queue<Piece> returned = PlatformDependent.newMpscQueue();
    private final OwnedSum bytes = new OwnedSum();
    private final OwnedSum used = new OwnedSum();
    private final OwnedSum inFlight = new OwnedSum();
    private final OwnedSum misses = new OwnedSum();
    private final OwnedSum stalls = new OwnedSum();
    private Region current;
    private int noRoomFor = PageClasses.COUNT;
    private Future<?> nextTrim;
    private volatile boolean closed;

    /**
     * @param timer of the event loop that allocates, or {@code null} if it is the shared one
     * @param limit how many bytes may be registered for it
     */
    Arena(RegisteredMemory memory, LoopTimer timer, long limit) {
        this.memory = memory;
        this.timer = timer;
        owner = timer == null ? null : timer.eventLoop();
        this.limit = limit;
    }

    /** What is registered for it, used or not. This and the other figures may be asked for by any thread. */
    long bytes() {
        return bytes.get();
    }

    /** What is in use: by buffers that nobody has released yet, or that the kernel still reads. */
    long usedBytes() {
        return used.get();
    }

    /** What the kernel may still read. */
    long inFlightBytes() {
        return inFlight.get();
    }

    /** The buffers for which there was no room. */
    long misses() {
        return misses.get();
    }

    /** The buffers that found nothing free of their size while the kernel held as much. */
    long stalls() {
        return stalls.get();
    }

    /** Returns memory for so many bytes, or {@code null} if there is no room. */
    Piece take(int size) {
        int index = PageClasses.indexOf(size);
        Piece piece = current == null ? null : current.takeWaiting(index);
        return countUsed(piece != null ? piece : refill(index));
    }

    /** As {@link #take}, in that region of this arena; {@code null} also on threads that may not. */
    Piece takeScratch(Region region, int size) {
        if (owner == null) {
            synchronized (this) {
                return countUsed(region.takeScratch(size));
            }
        }
        return owner.inEventLoop() ? countUsed(region.takeScratch(size)) : null;
    }

    /** May be called by any thread. */
    void release(Piece piece) {
        if (isOnOwnLoop() && !closed) {
            used.addAsOwner(-piece.bytes());
            park(piece);
            return;
        }
        used.addAsOther(-piece.bytes());
        returned.offer(piece);
        if (closed) {
            dissolveReturned();
        }
    }

    /** Nobody allocates any more. What is still in use goes back to the system when it is released. */
    void close() {
        closed = true;
        dissolveReturned();
        cancelTrim();
    }

    /** The kernel took so many bytes, or is done with them. May be called by any thread. */
    void countInFlight(long change) {
        if (isOnOwnLoop()) {
            inFlight.addAsOwner(change);
        } else {
            inFlight.addAsOther(change);
        }
    }

    private boolean isOnOwnLoop() {
        return owner != null && owner.inEventLoop();
    }

    private Piece countUsed(Piece piece) {
        if (piece != null) {
            used.addAsOwner(piece.bytes());
        }
        return piece;
    }

    private void park(Piece piece) {
        piece.park();
        noRoomFor = PageClasses.COUNT;
    }

    private void parkReturned() {
        Piece piece;
        while ((piece = returned.poll()) != null) {
            park(piece);
        }
    }

    private Piece refill(int index) {
        if (closed) {
            return null;
        }
        parkReturned();
        Piece piece = index < noRoomFor ? takeAnywhere(index) : null;
        return piece != null ? piece : takeMore(index);
    }

    /** Nothing of that size is free. */
    private Piece takeMore(int index) {
        long needed = (long) PageClasses.pages(index) * PageClasses.PAGE;
        if (inFlight.get() >= needed) {
            stalls.addAsOwner(1);
        }
        Piece piece = null;
        if (index < noRoomFor) {
            if (!grow(needed)) {
                // Pieces of other sizes may be in the way.
                regions.forEach(Region::dissolveWaiting);
            }
            piece = takeAnywhere(index);
        }
        if (piece == null) {
            noRoomFor = Math.min(noRoomFor, index);
            misses.addAsOwner(1);
        }
        return piece;
    }

    /** Stays with a region as long as it has room: what is sent together is best in one registration. */
    private Piece takeAnywhere(int index) {
        Piece piece = current == null ? null : current.take(index);
        for (int i = 0; piece == null && i < regions.size(); i++) {
            Region region = regions.get(i);
            piece = region.take(index);
            if (piece != null) {
                current = region;
            }
        }
        return piece;
    }

    private boolean grow(long needed) {
        long fair = Math.min(regions.isEmpty() ? FIRST_REGION : LARGER_REGION, memory.limit() / REGIONS_AT_LEAST);
        long wanted = Math.min(withScratch(Math.max(fair, needed)), limit - bytes());
        Region region = memory.grow(this, wanted, withScratch(needed));
        if (region == null) {
            return false;
        }
        region.reserveScratch(region.bytes() / (SCRATCH_PART + 1) / PageClasses.PAGE);
        regions.add(region);
        bytes.addAsOwner(region.bytes());
        JfrEvents.arenaGrew(owner, region.bytes(), bytes());
        if (regions.size() == 1) {
            scheduleTrim();
        }
        return true;
    }

    private static long withScratch(long bytes) {
        return bytes + bytes / SCRATCH_PART + PageClasses.PAGE;
    }

    private void scheduleTrim() {
        try {
            if (timer == null) {
                nextTrim = TrimThread.schedule(this::trim, TRIM_SECONDS, TimeUnit.SECONDS);
            } else {
                timer.schedule(this::trim, TRIM_SECONDS, TimeUnit.SECONDS);
            }
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // The event loop ends, and closes this arena; or there can be no more threads.
        }
    }

    private synchronized void cancelTrim() {
        if (nextTrim != null) {
            nextTrim.cancel(false);
        }
    }

    /** Gives back what nobody needed since the last call. */
    synchronized void trim() {
        if (closed) {
            return;
        }
        parkReturned();
        regions.forEach(Region::trim);
        noRoomFor = PageClasses.COUNT;
        giveBackIdleRegions();
        if (!regions.isEmpty()) {
            scheduleTrim();
        }
    }

    private synchronized void dissolveReturned() {
        parkReturned();
        regions.forEach(Region::dissolveWaiting);
        giveBackIdleRegions();
    }

    private void giveBackIdleRegions() {
        for (Iterator<Region> all = regions.iterator(); all.hasNext();) {
            Region region = all.next();
            if (region.isIdle()) {
                all.remove();
                current = region == current ? null : current;
                bytes.addAsOwner(-region.bytes());
                memory.giveBack(region);
            }
        }
    }
}
