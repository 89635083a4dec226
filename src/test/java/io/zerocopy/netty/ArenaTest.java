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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** When an arena takes memory from the system, and when it gives it back. */
class ArenaTest {

    private static final int MIB = 1 << 20;

    private final RegisteredMemory memory = RegisteredMemory.forProcess();
    private final Arena arena = new Arena(memory, null, 16 * MIB);

    @AfterEach
    void close() {
        arena.close();
        memory.close(false);
        assertThat(memory.bytes()).isZero();
        assertThat(arena.bytes()).isZero();
    }

    @Test
    void whatIsTakenIsInUseUntilItIsReleased() {
        List<Piece> pieces = take(3, MIB);
        Piece scratch = arena.takeScratch(pieces.get(0).region(), 100);
        assertThat(arena.usedBytes()).isEqualTo(3 * MIB + PageClasses.PAGE);
        assertThat(arena.bytes()).isEqualTo(memory.bytes()).isGreaterThan(arena.usedBytes());
        pieces.forEach(Piece::release);
        assertThat(arena.usedBytes()).isEqualTo(PageClasses.PAGE);
        scratch.release();
        assertThat(arena.usedBytes()).isZero();
        assertThat(arena.bytes()).isEqualTo(memory.bytes()).isPositive();
    }

    /** The kernel holds what was released: with faster notifications there would have been room. */
    @Test
    void findingNothingFreeIsAStallWhileTheKernelHoldsAsMuch() {
        List<Piece> pieces = take(3, MIB);
        arena.countInFlight(MIB - 1);
        pieces.addAll(take(3, MIB));
        assertThat(arena.stalls()).as("it grew, but the kernel holds too little to blame it").isZero();
        arena.countInFlight(1);
        pieces.add(arena.take(4 * MIB));
        assertThat(arena.stalls()).as("4 MiB were needed, and the kernel holds 1").isZero();
        pieces.addAll(take(4, MIB));
        long grown = arena.stalls();
        assertThat(grown).isPositive();
        assertThat(arena.misses()).isZero();
        Piece piece;
        while ((piece = arena.take(MIB)) != null) {
            pieces.add(piece);
        }
        assertThat(arena.misses()).isEqualTo(1);
        assertThat(arena.stalls()).isGreaterThan(grown);
        assertThat(arena.inFlightBytes()).isEqualTo(MIB);
        pieces.forEach(Piece::release);
    }

    @Test
    void givesBackWhatIsNotNeeded() {
        List<Piece> pieces = take(10, MIB);
        assertThat(memory.bytes()).isGreaterThan(10 * MIB);
        pieces.forEach(Piece::release);
        arena.trim();
        assertThat(memory.bytes()).as("needed since the last look").isGreaterThan(10 * MIB);
        arena.trim();
        assertThat(memory.bytes()).isZero();
        assertThat(arena.take(MIB)).isNotNull().satisfies(Piece::release);
    }

    @Test
    void keepsWhatIsInUse() {
        List<Piece> pieces = take(10, MIB);
        Piece kept = pieces.remove(0);
        pieces.forEach(Piece::release);
        arena.trim();
        arena.trim();
        assertThat(memory.bytes()).isPositive().isLessThan(10 * MIB);
        assertThat(memory.find(kept.region().address(), kept.region().bytes())).isSameAs(kept.region());
        arena.close();
        assertThat(memory.bytes()).isPositive();
        kept.release();
        assertThat(memory.bytes()).as("the last piece came back after the end").isZero();
    }

    @Test
    void endsAtItsLimitAndGoesOnBelow() {
        List<Piece> pieces = take(15, MIB);
        assertThat(arena.take(4 * MIB)).isNull();
        assertThat(arena.misses()).isEqualTo(1);
        assertThat(arena.stalls()).as("the kernel held nothing").isZero();
        assertThat(memory.bytes()).isLessThanOrEqualTo(16 * MIB);
        pieces.forEach(Piece::release);
        assertThat(arena.take(2 * MIB)).isNotNull().satisfies(Piece::release);
    }

    private List<Piece> take(int count, int bytes) {
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Piece piece = arena.take(bytes);
            assertThat(piece).as("piece %d", i).isNotNull();
            pieces.add(piece);
        }
        return pieces;
    }
}
