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
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A pool that overwrites memory the moment it is released, and hands it out again: bytes that the kernel still
 * reads after that arrive as poison.
 */
final class PoisoningAllocator extends AbstractByteBufAllocator {

    private static final byte POISON = (byte) 0xDE;

    private final Map<Integer, Queue<ByteBuffer>> pool = new ConcurrentHashMap<>();
    private final AtomicLong released = new AtomicLong();

    PoisoningAllocator() {
        super(true);
    }

    /** How many buffers were released so far. */
    long released() {
        return released.get();
    }

    @Override
    public boolean isDirectBufferPooled() {
        return true;
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        return UnpooledByteBufAllocator.DEFAULT.heapBuffer(initialCapacity, maxCapacity);
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        ByteBuffer memory = freeOf(initialCapacity).poll();
        if (memory == null) {
            memory = ByteBuffer.allocateDirect(initialCapacity);
        }
        return new PoisonedBuffer(this, memory);
    }

    private Queue<ByteBuffer> freeOf(int size) {
        return pool.computeIfAbsent(size, s -> new ConcurrentLinkedQueue<>());
    }

    private void release(ByteBuffer memory) {
        byte[] poison = new byte[memory.capacity()];
        Arrays.fill(poison, POISON);
        memory.duplicate().clear().put(poison);
        released.incrementAndGet();
        freeOf(memory.capacity()).add(memory);
    }

    private static final class PoisonedBuffer extends UnpooledDirectByteBuf {
        private final PoisoningAllocator allocator;
        private final ByteBuffer memory;

        PoisonedBuffer(PoisoningAllocator allocator, ByteBuffer memory) {
            super(allocator, memory, memory.capacity());
            this.allocator = allocator;
            this.memory = memory;
            clear();
        }

        @Override
        protected void freeDirect(ByteBuffer buffer) {
            // Taken care of in deallocate: the super class frees only what it allocated itself.
        }

        @Override
        protected void deallocate() {
            super.deallocate();
            allocator.release(memory);
        }
    }
}
