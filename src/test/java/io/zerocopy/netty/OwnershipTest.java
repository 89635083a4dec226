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

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.ByteBuffer;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class OwnershipTest {

    private static final int SIZE = 4096;

    static Stream<ByteBufAllocator> allocators() {
        return Stream.of(PooledByteBufAllocator.DEFAULT, UnpooledByteBufAllocator.DEFAULT,
                new AdaptiveByteBufAllocator(), ByteBufAllocator.DEFAULT);
    }

    @ParameterizedTest
    @MethodSource("allocators")
    void allocatedMemoryIsExclusiveAsLongAsNobodyElseHoldsIt(ByteBufAllocator allocator) {
        ByteBuf buffer = allocator.directBuffer(SIZE).writeZero(SIZE);
        assertExclusive(buffer, true);
        assertExclusive(buffer.slice(), true);
        assertExclusive(buffer.duplicate(), true);
        assertExclusive(buffer.asReadOnly(), true);
        buffer.retain();
        assertExclusive(buffer, false);
        assertExclusive(buffer.slice(), false);
        assertExclusive(buffer.asReadOnly(), false);
        buffer.release(2);
    }

    @ParameterizedTest
    @MethodSource("allocators")
    void aRetainedSliceIsSharedEvenWhenItsParentSeemsAlone(ByteBufAllocator allocator) {
        ByteBuf parent = allocator.directBuffer(SIZE).writeZero(SIZE);
        ByteBuf slice = parent.retainedSlice(0, SIZE / 2);
        assertExclusive(slice, false);
        ByteBuf inner = slice.retainedSlice();
        assertExclusive(inner, false);
        inner.release();
        slice.release();
        parent.release();
    }

    @ParameterizedTest
    @MethodSource("allocators")
    void aCompositeIsAsExclusiveAsItsComponents(ByteBufAllocator allocator) {
        ByteBuf first = allocator.directBuffer(SIZE).writeZero(SIZE);
        ByteBuf second = allocator.directBuffer(SIZE).writeZero(SIZE);
        ByteBuf composite = allocator.compositeDirectBuffer().addComponents(true, first, second);
        assertExclusive(composite, true);
        second.retain();
        assertExclusive(composite, false);
        second.release();
        assertExclusive(composite, true);
        composite.release();
    }

    @Test
    void memoryOfUnknownOriginIsShared() {
        ByteBuffer nio = ByteBuffer.allocateDirect(SIZE);
        assertExclusive(Unpooled.wrappedBuffer(nio), false);
        assertExclusive(Unpooled.wrappedBuffer(nio.asReadOnlyBuffer()), false);
        assertExclusive(Unpooled.wrappedUnmodifiableBuffer(Unpooled.wrappedBuffer(nio)), false);
        assertExclusive(new PoisoningAllocator().directBuffer(SIZE), false);
        ByteBuf buffer = Unpooled.directBuffer(SIZE).writeZero(SIZE);
        assertExclusive(Unpooled.unreleasableBuffer(buffer), false);
        buffer.release();
    }

    @Test
    void theKernelsReferenceKeepsAnUnreleasableBuffersMemory() {
        ByteBuf buffer = Unpooled.directBuffer(SIZE);
        ByteBuf held = Ownership.retainForKernel(Unpooled.unreleasableBuffer(buffer));
        assertThat(buffer.refCnt()).isEqualTo(2);
        held.release();
        assertThat(buffer.refCnt()).isEqualTo(1);
        buffer.release();
    }

    private static void assertExclusive(ByteBuf buffer, boolean expected) {
        assertThat(Ownership.isExclusive(buffer)).as("%s", buffer).isEqualTo(expected);
    }
}
