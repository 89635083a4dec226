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
import io.netty.buffer.UnpooledUnsafeDirectByteBuf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A buffer in registered memory. The object lives as long as its {@link Piece}: when it is released, both wait for
 * their next use. A buffer that grows moves to a larger piece, or to plain memory where there is none.
 */
final class RegisteredByteBuf extends UnpooledUnsafeDirectByteBuf {

    private final RegisteredByteBufAllocator allocator;

    /** {@code null} when it has moved to plain memory. */
    private Piece piece;
    private boolean plain;

    /** What it has moved out of while others held it, the kernel perhaps: not to be used again before its end. */
    private List<Piece> outgrown = List.of();

    /** What it has of its memory beyond its capacity. */
    private int unused;

    RegisteredByteBuf(RegisteredByteBufAllocator allocator, Piece piece) {
        super(allocator, piece.view(), Integer.MAX_VALUE);
        this.allocator = allocator;
        this.piece = piece;
    }

    /** Makes it a new buffer, empty, with one reference. */
    void begin(int capacity, int maxCapacity) {
        unused = room() - capacity;
        maxCapacity(maxCapacity);
        resetRefCnt();
        setIndex(0, 0);
        markReaderIndex();
        markWriterIndex();
    }

    @Override
    public int capacity() {
        return room() - unused;
    }

    @Override
    public ByteBuf capacity(int newCapacity) {
        checkNewCapacity(newCapacity);
        if (newCapacity > room()) {
            move(newCapacity);
        } else if (newCapacity < capacity()) {
            trimIndicesToCapacity(newCapacity);
        }
        unused = room() - newCapacity;
        return this;
    }

    @Override
    protected ByteBuffer allocateDirect(int size) {
        Piece larger = allocator.take(size);
        // Plain memory may be out: then nothing has changed.
        ByteBuffer memory = larger == null ? super.allocateDirect(size) : larger.view();
        piece = larger;
        if (larger != null) {
            larger.buffer(this);
        }
        return memory;
    }

    @Override
    protected void freeDirect(ByteBuffer memory) {
        if (plain) {
            super.freeDirect(memory);
        }
    }

    @Override
    protected void deallocate() {
        if (!outgrown.isEmpty()) {
            // Usually it is, and asking for an iterator would cost garbage each time.
            outgrown.forEach(Piece::release);
            outgrown = List.of();
        }
        if (piece == null) {
            super.deallocate();
        } else {
            piece.release();
        }
    }

    private int room() {
        return super.capacity();
    }

    private void move(int newCapacity) {
        Piece old = piece;
        // Allocates, copies, and frees what is plain.
        super.capacity(newCapacity);
        plain = piece == null;
        if (old != null) {
            old.buffer(null);
            leave(old);
        }
    }

    private void leave(Piece old) {
        if (refCnt() == 1) {
            old.release();
            return;
        }
        List<Piece> more = new ArrayList<>(outgrown);
        more.add(old);
        outgrown = more;
    }
}
