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

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.util.internal.PlatformDependent;

/**
 * Allocates buffers from memory that is registered with the kernel, so that a zero-copy send need not pin their pages
 * each time. It is the default allocator of the channels of a {@link ZeroCopyEventLoopGroup}, and can be used from
 * any thread; an event loop of the group has memory of its own.
 *
 * <p>Direct buffers of {@value #MIN_BYTES} bytes to 4 MiB are registered. All others, and those for which there is no
 * room, come from {@link ByteBufAllocator#DEFAULT}: they are sent as well, only at a higher price.
 */
public final class RegisteredByteBufAllocator extends AbstractByteBufAllocator
        implements ByteBufAllocatorMetricProvider {

    /** Smaller buffers are copied when they are sent. */
    static final int MIN_BYTES = 4096;

    private final ByteBufAllocator others = ByteBufAllocator.DEFAULT;
    private final RegisteredMemory memory;
    private final int arenaLimit;
    private final Arena shared;
    private final Metric metric = new Metric();

    /**
     * @param arenaLimit how many bytes each event loop, and again all other threads together, may register
     */
    RegisteredByteBufAllocator(RegisteredMemory memory, int arenaLimit) {
        this(memory, arenaLimit, PlatformDependent.directBufferPreferred());
    }

    RegisteredByteBufAllocator(RegisteredMemory memory, int arenaLimit, boolean preferDirect) {
        super(preferDirect);
        this.memory = memory;
        this.arenaLimit = arenaLimit;
        shared = newArena(null);
    }

    RegisteredMemory memory() {
        return memory;
    }

    /** What all threads but the event loops allocate from. */
    Arena sharedArena() {
        return shared;
    }

    /** Memory for the event loop of that timer, or with {@code null} for all other threads. */
    Arena newArena(LoopTimer timer) {
        return new Arena(memory, timer, arenaLimit);
    }

    /** The group has ended. */
    void close(boolean sendsInFlight) {
        shared.close();
        memory.close(sendsInFlight);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return true;
    }

    @Override
    public ByteBufAllocatorMetric metric() {
        return metric;
    }

    /** The many small ones take the shortest way. */
    @Override
    public ByteBuf directBuffer(int initialCapacity, int maxCapacity) {
        return initialCapacity < MIN_BYTES ? others.directBuffer(initialCapacity, maxCapacity)
                : super.directBuffer(initialCapacity, maxCapacity);
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        return others.heapBuffer(initialCapacity, maxCapacity);
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        ByteBuf registered = registeredBuffer(initialCapacity, maxCapacity);
        return registered == null ? others.directBuffer(initialCapacity, maxCapacity) : toLeakAwareBuffer(registered);
    }

    /** Returns {@code null} if there is no room. */
    ByteBuf registeredBuffer(int capacity, int maxCapacity) {
        Piece piece = take(capacity);
        return piece == null ? null : bufferFor(piece, capacity, maxCapacity);
    }

    /** Registered memory for so many bytes, or {@code null}. */
    Piece take(int bytes) {
        if (bytes > PageClasses.MAX_BYTES || !memory.isAvailable()) {
            return null;
        }
        ZeroCopyLoop loop = ZeroCopyLoop.current();
        if (loop != null && loop.allocator() == this) {
            return loop.arena().take(bytes);
        }
        synchronized (shared) {
            return shared.take(bytes);
        }
    }

    /** A buffer for small messages that travel with large ones of the region, or {@code null}. */
    ByteBuf scratch(Region region, int bytes) {
        Piece piece = region.arena().takeScratch(region, bytes);
        return piece == null ? null : bufferFor(piece, bytes, bytes);
    }

    private RegisteredByteBuf bufferFor(Piece piece, int capacity, int maxCapacity) {
        RegisteredByteBuf buffer = piece.buffer();
        if (buffer == null) {
            buffer = new RegisteredByteBuf(this, piece);
            piece.buffer(buffer);
        }
        buffer.begin(capacity, maxCapacity);
        return buffer;
    }

    /** Registered memory, used or not, and what the allocator for all else reports. */
    private final class Metric implements ByteBufAllocatorMetric {

        @Override
        public long usedHeapMemory() {
            return others instanceof ByteBufAllocatorMetricProvider
                    ? ((ByteBufAllocatorMetricProvider) others).metric().usedHeapMemory() : 0;
        }

        @Override
        public long usedDirectMemory() {
            return memory.bytes() + (others instanceof ByteBufAllocatorMetricProvider
                    ? ((ByteBufAllocatorMetricProvider) others).metric().usedDirectMemory() : 0);
        }
    }
}
