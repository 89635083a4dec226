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

import io.netty.buffer.AbstractByteBufTest;
import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

/** Netty's own tests of what a buffer does, for buffers in registered memory that was used before. */
class RegisteredByteBufTest extends AbstractByteBufTest {

    private static RegisteredByteBufAllocator allocator;

    @BeforeAll
    static void createAllocator() {
        allocator = new RegisteredByteBufAllocator(RegisteredMemory.forProcess(), ZeroCopyDefaults.arenaLimit());
    }

    @AfterAll
    static void nothingIsLeft() {
        allocator.close(false);
        assertThat(allocator.memory().bytes()).as("bytes that were not given back").isZero();
    }

    @Override
    protected ByteBuf newBuffer(int length, int maxCapacity) {
        ByteBuf used = allocator.registeredBuffer(Math.max(1, length), maxCapacity);
        used.writeZero(used.writableBytes()).markWriterIndex().skipBytes(used.readableBytes()).markReaderIndex();
        used.release();
        ByteBuf buffer = allocator.registeredBuffer(Math.max(1, length), maxCapacity).capacity(length);
        assertThat(buffer).isInstanceOf(RegisteredByteBuf.class);
        assertThat(buffer.maxCapacity()).isEqualTo(maxCapacity);
        assertThat(buffer.capacity()).isEqualTo(length);
        return buffer;
    }

    /** Netty's test wants the new buffer, which is small, to have the same allocator. */
    @Test
    @Override
    public void testReadBytes() {
        ByteBuf buffer = newBuffer(8).writeLong(1);
        ByteBuf copy = buffer.readBytes(8);
        assertThat(copy.readLong()).isEqualTo(1);
        assertThat(buffer.isReadable()).isFalse();
        copy.release();
        buffer.release();
    }

    @Test
    void movesAsItGrows() {
        ByteBuf buffer = allocator.directBuffer(5000);
        assertThat(isRegistered(buffer)).isTrue();
        buffer.writeCharSequence("first", StandardCharsets.US_ASCII);
        for (int capacity = 5000; capacity <= PageClasses.MAX_BYTES; capacity *= 3) {
            buffer.capacity(capacity);
            assertThat(isRegistered(buffer)).as("%d bytes", capacity).isTrue();
        }
        buffer.capacity(PageClasses.MAX_BYTES + 1);
        assertThat(isRegistered(buffer)).isFalse();
        buffer.capacity(PageClasses.MAX_BYTES * 2);
        buffer.capacity(10);
        assertThat(buffer.capacity()).isEqualTo(10);
        assertThat(buffer.readCharSequence(5, StandardCharsets.US_ASCII)).hasToString("first");
        assertThat(buffer.release()).isTrue();
    }

    /** A send in flight holds a reference, and reads the memory that the buffer had then. */
    @Test
    void memoryIsNotReusedWhileOthersHoldTheBuffer() {
        ByteBuf buffer = allocator.registeredBuffer(5000, Integer.MAX_VALUE).retain();
        long address = buffer.memoryAddress();
        buffer.capacity(50_000);
        ByteBuf other = allocator.registeredBuffer(5000, 5000);
        assertThat(other.memoryAddress()).isNotEqualTo(address);
        assertThat(buffer.release(2)).isTrue();
        assertThat(other.release()).isTrue();
    }

    private static boolean isRegistered(ByteBuf buffer) {
        return allocator.memory().find(buffer.memoryAddress(), buffer.capacity()) != null;
    }
}
