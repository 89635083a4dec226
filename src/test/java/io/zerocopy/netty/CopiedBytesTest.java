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
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What epoll's code writes is counted once, whatever listeners do meanwhile. */
@Timeout(60)
class CopiedBytesTest {

    private static final int CHUNKS = 500;
    private static final int SIZE = 4096;

    private final ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();

    /** Detecting leaks puts a new object around each buffer. */
    @BeforeEach
    void detectNoLeaks() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }

    @AfterEach
    void detectLeaks() {
        ResourceLeakDetector.setLevel(level);
    }

    /** As {@code ChunkedWriteHandler} does: the next chunk is written when the one before it is done. */
    @Test
    void aBufferThatComesBackFromTheAllocatorAtOnceIsCountedAgain() throws Exception {
        try (TestConnection connection = TestConnection.builder()
                .option(ZeroCopyChannelOption.ZERO_COPY_THRESHOLD, -1).open()) {
            connection.drainInBackground();
            Chunks chunks = new Chunks();
            connection.channel.eventLoop().execute(() -> chunks.write(connection));
            await().until(() -> chunks.written.get() == CHUNKS);
            assertThat(chunks.objects.size()).as("objects that come back").isLessThan(CHUNKS);
            connection.channel.eventLoop().submit(() -> { }).sync();
            assertThat(connection.metrics().bytes(Route.DISABLED)).isEqualTo(CHUNKS * SIZE);
        }
    }

    private static final class Chunks implements ChannelFutureListener {

        private final Set<ByteBuf> objects = Collections.newSetFromMap(new IdentityHashMap<>());
        private TestConnection connection;
        private final AtomicInteger written = new AtomicInteger();

        void write(TestConnection to) {
            connection = to;
            ByteBuf chunk = PooledByteBufAllocator.DEFAULT.directBuffer(SIZE).writeZero(SIZE);
            objects.add(chunk);
            // Before the flush, so that it runs inside of it.
            connection.channel.writeAndFlush(chunk, connection.channel.newPromise().addListener(this));
        }

        @Override
        public void operationComplete(ChannelFuture write) {
            if (write.isSuccess() && written.incrementAndGet() < CHUNKS) {
                write(connection);
            }
        }
    }
}
