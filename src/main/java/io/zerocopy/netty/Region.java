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

import com.sun.jna.Pointer;

import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * One mapping of registered memory, from which an {@link Arena} cuts {@link Piece}s. Where it is may be asked by any
 * thread; all else is the arena's.
 */
final class Region {

    private final Arena arena;
    private final int slot;
    private final long version;
    private final long address;
    private final int bytes;
    private final ByteBuffer memory;
    private final BitSet used = new BitSet();
    private final PieceStack scratch = new PieceStack();
    private final PieceStack[] waiting = new PieceStack[PageClasses.COUNT];
    private int usedPages;

    /**
     * @param slot    where it is in the table of registered buffers
     * @param version since which version of the table it is there
     */
    Region(Arena arena, int slot, long version, long address, int bytes) {
        this.arena = arena;
        this.slot = slot;
        this.version = version;
        this.address = address;
        this.bytes = bytes;
        memory = new Pointer(address).getByteBuffer(0, bytes);
        for (int i = 0; i < waiting.length; i++) {
            waiting[i] = new PieceStack();
        }
    }

    Arena arena() {
        return arena;
    }

    int slot() {
        return slot;
    }

    long version() {
        return version;
    }

    long address() {
        return address;
    }

    int bytes() {
        return bytes;
    }

    boolean contains(long start, long length) {
        return start >= address && start + length <= address + bytes;
    }

    ByteBuffer view(int firstPage, int pages) {
        return memory.slice(firstPage * PageClasses.PAGE, pages * PageClasses.PAGE);
    }

    /** Sets pages aside for small messages, which have to lie in the region of the large ones they travel with. */
    void reserveScratch(int pages) {
        for (int i = 0; i < pages; i++) {
            scratch.push(cut(1, scratch));
        }
    }

    /** Returns a piece for small messages, or {@code null} if there is no room. */
    Piece takeScratch(int size) {
        if (size > PageClasses.PAGE) {
            return take(PageClasses.indexOf(size));
        }
        Piece piece = scratch.pop();
        return piece != null ? piece : cut(1, scratch);
    }

    /** Returns a piece of that size class that waits for its next use, or {@code null}. */
    Piece takeWaiting(int index) {
        return waiting[index].pop();
    }

    /** Returns a piece of that size class, or {@code null} if there is no room. */
    Piece take(int index) {
        Piece piece = waiting[index].pop();
        return piece != null ? piece : cut(PageClasses.pages(index), waiting[index]);
    }

    /** Makes pieces that nobody asked for since the last call free pages again. */
    void trim() {
        for (PieceStack stack : waiting) {
            stack.trim();
        }
    }

    /** Makes all waiting pieces free pages again. */
    void dissolveWaiting() {
        for (PieceStack stack : waiting) {
            stack.clear();
        }
    }

    /** Whether nothing is in use. */
    boolean isIdle() {
        return usedPages == scratch.size();
    }

    void giveBack(int firstPage, int pages) {
        used.clear(firstPage, firstPage + pages);
        usedPages -= pages;
    }

    private Piece cut(int pages, PieceStack home) {
        int total = bytes / PageClasses.PAGE;
        int first = total - usedPages < pages ? total : used.nextClearBit(0);
        while (first + pages <= total) {
            int next = used.nextSetBit(first);
            if (next < 0 || next - first >= pages) {
                used.set(first, first + pages);
                usedPages += pages;
                return new Piece(this, first, pages, home);
            }
            first = used.nextClearBit(next);
        }
        return null;
    }
}
