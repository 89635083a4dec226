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
package io.zerocopy.netty.conformance;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Leaks on purpose, to show that the leak check of all other tests sees it. */
class LeakExtensionTest {
    private final Level level = ResourceLeakDetector.getLevel();

    @BeforeEach
    void track() throws InterruptedException {
        assertThat(LeakExtension.recorder().drain()).as("leaks of earlier tests").isEmpty();
        ResourceLeakDetector.setLevel(Level.PARANOID);
    }

    @AfterEach
    void restoreLevel() {
        ResourceLeakDetector.setLevel(level);
    }

    @Test
    void leakedBufferIsRecordedOnceWithItsOrigin() throws InterruptedException {
        leakHere(PooledByteBufAllocator.DEFAULT);
        List<String> reports = LeakExtension.recorder().drain();
        assertThat(reports).singleElement().asString().startsWith("ByteBuf").contains("LeakExtensionTest.leakHere");
        assertThat(LeakExtension.recorder().drain()).isEmpty();
    }

    @Test
    void leakedBufferFailsTheClassOnce() {
        leakThere(UnpooledByteBufAllocator.DEFAULT);
        assertThatThrownBy(LeakExtension::throwIfLeaked)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("LEAK: 1 not released")
                .hasMessageContaining("LeakExtensionTest.leakThere");
        assertThatCode(LeakExtension::throwIfLeaked).doesNotThrowAnyException();
    }

    @Test
    void releasedAndReachableBuffersAreNoLeak() throws InterruptedException {
        ByteBuf reachable = PooledByteBufAllocator.DEFAULT.directBuffer();
        PooledByteBufAllocator.DEFAULT.directBuffer().release();
        assertThat(LeakExtension.recorder().drain()).isEmpty();
        reachable.release();
    }

    /** Two methods, because Netty reports leaks with equal access records only once. */
    private static void leakHere(ByteBufAllocator allocator) {
        allocator.directBuffer().writeByte(1);
    }

    private static void leakThere(ByteBufAllocator allocator) {
        allocator.directBuffer().writeByte(1);
    }
}
