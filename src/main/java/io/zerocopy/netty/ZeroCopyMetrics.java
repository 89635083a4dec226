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

import io.zerocopy.netty.LoopCounters.Counter;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongBinaryOperator;
import java.util.function.ToLongFunction;

/**
 * A snapshot of what a {@link ZeroCopyEventLoopGroup}, or one event loop of it, counted since it was created: how many
 * bytes took which {@link Route}, what the kernel reported about them, and how much memory it holds now.
 */
public final class ZeroCopyMetrics {

    static final String ACTIVE = "active";

    /** Of several event loops the largest counts; of the other counters the sum. */
    private static final Set<Counter> WORST =
            EnumSet.of(Counter.MAX_HOLD_NANOS, Counter.OLDEST_HOLD_NANOS, Counter.MAX_LAG_NANOS,
                    Counter.MAX_IN_FLIGHT_SENDS);

    private static final double MEDIAN = 50;
    private static final double MOST = 99;
    private static final int PERCENT = 100;

    private final long[] runs = new long[Route.ALL.length];
    private final long[] bytes = new long[Route.ALL.length];
    private final long[] counters = new long[Counter.values().length];
    private final TimeHistogram holds = new TimeHistogram();
    private final TimeHistogram lags = new TimeHistogram();
    private final long[] connections = new long[PathState.ALL.length];
    private final long registeredMemory;
    private final long registeredUsed;
    private final long registeredInFlight;
    private final long registeredMisses;
    private final long reuseStalls;
    private final String state;
    private long maxSlotUsePercent;

    ZeroCopyMetrics(Collection<LoopCounters> loops, Collection<Arena> arenas, String state) {
        this.state = state;
        registeredInFlight = sum(arenas, Arena::inFlightBytes);
        registeredUsed = sum(arenas, Arena::usedBytes);
        registeredMemory = sum(arenas, Arena::bytes);
        registeredMisses = sum(arenas, Arena::misses);
        reuseStalls = sum(arenas, Arena::stalls);
        for (LoopCounters loop : loops) {
            for (Route route : Route.ALL) {
                runs[route.ordinal()] += loop.runs(route);
                bytes[route.ordinal()] += loop.bytes(route);
            }
            holds.add(loop.holds());
            lags.add(loop.lags());
            maxSlotUsePercent = Math.max(maxSlotUsePercent, slotUsePercent(loop));
            for (PathState pathState : PathState.ALL) {
                connections[pathState.ordinal()] += loop.connections(pathState);
            }
            for (Counter counter : Counter.values()) {
                LongBinaryOperator merge = WORST.contains(counter) ? Math::max : Long::sum;
                int index = counter.ordinal();
                counters[index] = merge.applyAsLong(counters[index], loop.get(counter));
            }
        }
    }

    private static long sum(Collection<Arena> arenas, ToLongFunction<Arena> figure) {
        return arenas.stream().mapToLong(figure).sum();
    }

    private static long slotUsePercent(LoopCounters loop) {
        long slots = loop.get(Counter.SLOTS);
        return slots == 0 ? 0 : PERCENT * loop.get(Counter.MAX_IN_FLIGHT_SENDS) / slots;
    }

    /** {@code "active"}, or why no event loop of the group sends by zero copy. */
    public String state() {
        return state;
    }

    /** Whether some event loop of the group sends by zero copy. */
    public boolean isActive() {
        return ACTIVE.equals(state);
    }

    /** The number of runs that took this route. A run that was sent in parts counts once for each part. */
    public long runs(Route route) {
        return runs[route.ordinal()];
    }

    /** The bytes that took this route. */
    public long bytes(Route route) {
        return bytes[route.ordinal()];
    }

    /** The open connections that have sent something large, by what the transport knows about their paths. */
    public long connections(PathState pathState) {
        return connections[pathState.ordinal()];
    }

    /** Notified sends which the kernel reports as really sent without a copy. */
    public long notifiedZeroCopied() {
        return get(Counter.NOTIFIED_ZERO_COPIED);
    }

    /** Notified sends which the kernel copied after all, as it does on loopback. */
    public long notifiedCopied() {
        return get(Counter.NOTIFIED_COPIED);
    }

    /** Of the bytes sent by zero copy, those from memory that was registered with the kernel beforehand. */
    public long registeredBytes() {
        return get(Counter.REGISTERED_BYTES);
    }

    /** Memory that is registered with the kernel now, used by buffers or waiting to be used. */
    public long registeredMemory() {
        return registeredMemory;
    }

    /** Of {@link #registeredMemory()}, what is in use: held by the application, or by the kernel for a send. */
    public long registeredUsed() {
        return registeredUsed;
    }

    /** Of {@link #registeredMemory()}, what waits to be used. */
    public long registeredFree() {
        return Math.max(registeredMemory - registeredUsed, 0);
    }

    /** Of {@link #inFlightBytes()}, those in registered memory. */
    public long registeredInFlight() {
        return registeredInFlight;
    }

    /**
     * Buffers that found no free registered memory while the kernel still held as much for sends: notifications that
     * come late made the memory grow, or, if it may not, made the buffer one of {@link #registeredMisses()}.
     */
    public long reuseStalls() {
        return reuseStalls;
    }

    /** Buffers that came from Netty's allocator because there was no room in registered memory. */
    public long registeredMisses() {
        return registeredMisses;
    }

    /** Zero-copy sends that found the socket full. */
    public long fullSockets() {
        return get(Counter.SENDS_FULL);
    }

    /** Zero-copy sends of which the socket took only a part. */
    public long shortSends() {
        return get(Counter.SENDS_SHORT);
    }

    /** Bytes which the kernel may still read from the buffers' memory. */
    public long inFlightBytes() {
        return get(Counter.IN_FLIGHT_BYTES);
    }

    /** Sends whose notification is outstanding. */
    public long inFlightSends() {
        return get(Counter.IN_FLIGHT_SENDS);
    }

    /**
     * The sends that may be in flight, of all event loops that have opened their ring: that happens when there is
     * something large to send for the first time.
     */
    public long slots() {
        return get(Counter.SLOTS);
    }

    /** The most slots of an event loop that were ever taken at a time, in percent; of several loops the largest. */
    public long maxSlotUsePercent() {
        return maxSlotUsePercent;
    }

    /** How often a run found every slot of its event loop taken; it is copied then, as {@link Route#BUDGET}. */
    public long slotsExhausted() {
        return get(Counter.SLOTS_EXHAUSTED);
    }

    /**
     * How often an event loop found its ring without room for a completion, which its size should rule out. The kernel
     * keeps such completions until there is room.
     */
    public long completionOverflows() {
        return get(Counter.CQ_OVERFLOWS);
    }

    /** The number of sends that held memory until their notification, which all the times here are about. */
    public long holds() {
        return holds.count();
    }

    /** The times from all notified sends to their notifications, added up, in microseconds. */
    public long totalHoldMicros() {
        return TimeUnit.NANOSECONDS.toMicros(get(Counter.HOLD_NANOS));
    }

    /** The mean time from a send to its notification, in microseconds. */
    public long meanHoldMicros() {
        return holds() == 0 ? 0 : TimeUnit.NANOSECONDS.toMicros(get(Counter.HOLD_NANOS) / holds());
    }

    /**
     * The time from a send to its notification that so many percent of the sends did not exceed, in microseconds,
     * rounded up by a quarter at most.
     */
    public long holdMicros(double percent) {
        return holds.percentileMicros(percent);
    }

    /**
     * How many times longer than half of the sends the slowest percent waits for the notification:
     * {@code holdMicros(99)} divided by {@code holdMicros(50)}; {@code 0} before the first.
     */
    public double tailAmplification() {
        long median = holdMicros(MEDIAN);
        return median == 0 ? 0 : (double) holdMicros(MOST) / median;
    }

    /** The longest time from a send to its notification, in microseconds. */
    public long maxHoldMicros() {
        return TimeUnit.NANOSECONDS.toMicros(get(Counter.MAX_HOLD_NANOS));
    }

    /** How long the oldest send in flight has been waiting for its notification, as of half a second ago or less. */
    public long oldestHoldMicros() {
        return TimeUnit.NANOSECONDS.toMicros(get(Counter.OLDEST_HOLD_NANOS));
    }

    /**
     * How late event loops ran what was due, in microseconds: so many percent of the times they were not later,
     * rounded up by a quarter at most. {@code 0} without {@link ZeroCopyEventLoopGroup#watchLag}.
     */
    public long lagMicros(double percent) {
        return lags.percentileMicros(percent);
    }

    /** The latest that an event loop ran what was due, in microseconds, as {@link #lagMicros}. */
    public long maxLagMicros() {
        return TimeUnit.NANOSECONDS.toMicros(get(Counter.MAX_LAG_NANOS));
    }

    /** Sends that were still in flight when their event loop ended; their memory is never reused. */
    public long leakedSends() {
        return get(Counter.LEAKED_SENDS);
    }

    /** The bytes of {@link #leakedSends()}. */
    public long leakedBytes() {
        return get(Counter.LEAKED_BYTES);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("zero copy: ").append(state);
        appendRoutes(text);
        text.append("\n  connections:");
        for (PathState pathState : PathState.ALL) {
            text.append(' ').append(connections(pathState)).append(' ').append(pathState);
        }
        text.append("\n  in flight: ").append(inFlightBytes()).append(" bytes in ").append(inFlightSends())
            .append(" of at most ").append(slots()).append(" sends; fullest ring so far ").append(maxSlotUsePercent())
            .append(" %, full ").append(slotsExhausted()).append(" times, completions without room ")
            .append(completionOverflows())
            .append("\n  notified: ").append(notifiedZeroCopied()).append(" zero-copied, ")
            .append(notifiedCopied()).append(" copied by the kernel");
        appendHolds(text);
        text.append("\n  registered memory: ").append(registeredMemory()).append(" bytes, ")
            .append(registeredUsed()).append(" in use, ").append(registeredInFlight()).append(" in flight; ")
            .append(registeredBytes()).append(" bytes were sent from it; ")
            .append(registeredMisses()).append(" buffers found no room, ")
            .append(reuseStalls()).append(" none because of sends in flight")
            .append("\n  socket full: ").append(fullSockets())
            .append(", short sends: ").append(shortSends())
            .append(", leaked at shutdown: ").append(leakedBytes()).append(" bytes in ")
            .append(leakedSends()).append(" sends");
        if (lagMicros(MOST) != 0) {
            text.append("\n  event loops are late by ").append(lagMicros(MEDIAN)).append(" us (half), ")
                .append(lagMicros(MOST)).append(" us (99 %), ").append(maxLagMicros()).append(" us at most");
        }
        return text.toString();
    }

    private void appendRoutes(StringBuilder text) {
        double all = Arrays.stream(bytes).sum();
        for (Route route : Route.ALL) {
            if (runs(route) != 0) {
                text.append("\n  ").append(route).append(": ").append(runs(route)).append(" runs, ")
                    .append(bytes(route)).append(" bytes (")
                    .append(Math.round(PERCENT * bytes(route) / all)).append(" %)");
            }
        }
    }

    private void appendHolds(StringBuilder text) {
        text.append("\n  held: ").append(meanHoldMicros()).append(" us on average, ")
            .append(holdMicros(MEDIAN)).append(" us (half), ")
            .append(holdMicros(MOST)).append(" us (99 %), that is ")
            .append(Math.round(tailAmplification())).append(" times as long, ")
            .append(maxHoldMicros()).append(" us at most; the oldest in flight for ")
            .append(oldestHoldMicros()).append(" us");
    }

    private long get(Counter counter) {
        return counters[counter.ordinal()];
    }
}
