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
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorTest;
import io.netty.buffer.ByteBufUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

import static org.assertj.core.api.Assertions.assertThat;

/** Netty's own tests of an allocator, and what is special about this one. */
class RegisteredByteBufAllocatorTest extends ByteBufAllocatorTest {

    private static final List<RegisteredByteBufAllocator> CREATED = new ArrayList<>();
    private static final int MIB = 1 << 20;

    @AfterAll
    static void nothingIsLeft() {
        for (RegisteredByteBufAllocator allocator : CREATED) {
            allocator.close(false);
            assertThat(allocator.memory().bytes()).as("bytes that were not given back").isZero();
        }
    }

    @Override
    protected int defaultMaxCapacity() {
        return Integer.MAX_VALUE;
    }

    @Override
    protected int defaultMaxComponents() {
        return 16;
    }

    @Override
    protected boolean isDirectExpected(boolean preferDirect) {
        return preferDirect;
    }

    @Override
    protected ByteBufAllocator newAllocator(boolean preferDirect) {
        return create(RegisteredMemory.forProcess(), preferDirect);
    }

    @Test
    void leavesSmallAndHugeBuffersToNetty() {
        RegisteredByteBufAllocator allocator = create(RegisteredMemory.forProcess(), true);

        assertThat(isRegistered(allocator, 4095)).isFalse();
        assertThat(isRegistered(allocator, 4096)).isTrue();
        assertThat(isRegistered(allocator, 4 * MIB)).isTrue();
        assertThat(isRegistered(allocator, 4 * MIB + 1)).isFalse();
    }

    @Test
    void staysWithinItsLimit() {
        RegisteredByteBufAllocator allocator = create(new RegisteredMemory(2 * MIB), true);
        List<ByteBuf> buffers = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            buffers.add(allocator.directBuffer(100_000).writeZero(100_000));
        }
        assertThat(allocator.memory().bytes()).isBetween(MIB + 1L, 2L * MIB);
        assertThat(buffers).filteredOn(buffer -> isRegistered(allocator, buffer)).hasSizeBetween(10, 20);
        buffers.forEach(ByteBuf::release);
        assertThat(isRegistered(allocator, 100_000)).isTrue();
    }

    /** Memory that is cut up for one size serves another when the first is not in use. */
    @Test
    void reusesMemoryForOtherSizes() {
        RegisteredByteBufAllocator allocator = create(new RegisteredMemory(2 * MIB), true);
        List<ByteBuf> buffers = new ArrayList<>();
        for (int size : new int[] {4096, 50_000, 8192, 120_000, 4096}) {
            ByteBuf buffer = allocator.directBuffer(size);
            for (; isRegistered(allocator, buffer); buffer = allocator.directBuffer(size)) {
                buffers.add(buffer);
            }
            buffer.release();
            assertThat((long) buffers.size() * size).as("%d bytes each", size).isGreaterThan(900_000);
            buffers.forEach(ByteBuf::release);
            buffers.clear();
        }
    }

    @Test
    void buffersDoNotOverlap() {
        RegisteredByteBufAllocator allocator = create(RegisteredMemory.forProcess(), true);
        List<ByteBuf> buffers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            byte[] content = new byte[4096 + i * 997];
            Arrays.fill(content, (byte) i);
            buffers.add(allocator.directBuffer(content.length).writeBytes(content));
            if (i % 3 == 2) {
                buffers.remove(i / 3).release();
            }
        }
        for (ByteBuf buffer : buffers) {
            byte[] content = ByteBufUtil.getBytes(buffer);
            byte[] expected = new byte[content.length];
            Arrays.fill(expected, content[0]);
            assertThat(content).isEqualTo(expected);
            buffer.release();
        }
    }

    /** One thread allocates and fills, the other checks and releases. */
    @Test
    @Timeout(60)
    void buffersMayBeReleasedByOtherThreads() throws InterruptedException {
        RegisteredByteBufAllocator allocator = create(RegisteredMemory.forProcess(), true);
        BlockingQueue<ByteBuf> handedOver = new ArrayBlockingQueue<>(100);
        List<ByteBuf> damaged = new ArrayList<>();
        Thread releaser = new Thread(() -> checkAndRelease(handedOver, damaged));
        releaser.start();
        for (int i = 1; i <= 20_000; i++) {
            ByteBuf buffer = allocator.directBuffer(4096 + i % 50 * 1000);
            handedOver.put(buffer.writeInt(i).setInt(buffer.capacity() - 4, i).writerIndex(buffer.capacity()));
        }
        handedOver.put(allocator.directBuffer(8).writeLong(0));
        releaser.join();
        assertThat(damaged).isEmpty();
        assertThat(allocator.memory().bytes()).isLessThanOrEqualTo(64L * MIB);
    }

    private static void checkAndRelease(BlockingQueue<ByteBuf> handedOver, List<ByteBuf> damaged) {
        try {
            for (;;) {
                ByteBuf buffer = handedOver.take();
                int number = buffer.getInt(0);
                if (buffer.getInt(buffer.writerIndex() - 4) != number) {
                    damaged.add(buffer);
                }
                buffer.setZero(0, buffer.writerIndex());
                buffer.release();
                if (number == 0) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isRegistered(RegisteredByteBufAllocator allocator, int bytes) {
        ByteBuf buffer = allocator.directBuffer(bytes);
        try {
            return isRegistered(allocator, buffer);
        } finally {
            buffer.release();
        }
    }

    private static boolean isRegistered(RegisteredByteBufAllocator allocator, ByteBuf buffer) {
        return allocator.memory().find(buffer.memoryAddress(), buffer.capacity()) != null;
    }

    private static RegisteredByteBufAllocator create(RegisteredMemory memory, boolean preferDirect) {
        RegisteredByteBufAllocator allocator = new RegisteredByteBufAllocator(memory, 64 * MIB, preferDirect);
        CREATED.add(allocator);
        return allocator;
    }
}
