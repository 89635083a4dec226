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
package io.zerocopy.netty.jmh;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.internal.PlatformDependent;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopySocketChannel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * What do a buffer's allocation and release cost, by the allocator that channels of this transport have by default
 * and by Netty's pooled one? Where the two are the same object, the answer wanted is no difference.
 * <p>
 * The event loop allocates direct buffers, as handlers do, with {@value #HELD} of them in use at a time, as the sends
 * in flight are. They are released by the event loop, or by another thread. In the latter case the two work at the
 * same time, and the slower one determines the figure; it needs two free CPUs. Run it with:
 * <pre>{@code
 * java -jar jmh/target/benchmarks.jar AllocationBenchmark -prof gc
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsAppend = "-Dio.netty.leakDetection.level=disabled")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AllocationBenchmark {

    private static final int HELD = 16;
    private static final int BUFFERS = 256 * HELD;

    @Param({"POOLED", "CHANNEL"})
    Source allocator;

    @Param({"1024", "4096", "16384", "65536", "262144", "1048576"})
    int bytes;

    private final Queue<ByteBuf> handedOver = PlatformDependent.newFixedMpscQueue(HELD);
    private final ByteBuf[] held = new ByteBuf[HELD];
    private ZeroCopyEventLoopGroup group;
    private Channel channel;
    private EventLoop eventLoop;
    private ByteBufAllocator alloc;

    /** Starts the event loop, and asks a channel on it for its allocator. */
    @Setup
    public void start() throws InterruptedException {
        group = new ZeroCopyEventLoopGroup(1, new DefaultThreadFactory("allocation"));
        channel = new ZeroCopySocketChannel();
        group.register(channel).sync();
        eventLoop = channel.eventLoop();
        alloc = allocator == Source.CHANNEL ? channel.alloc() : PooledByteBufAllocator.DEFAULT;
    }

    /** Ends the event loop. */
    @TearDown
    public void stop() throws InterruptedException {
        channel.close().sync();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    /** Many buffers, so that handing over between threads does not count. */
    @Benchmark
    @OperationsPerInvocation(BUFFERS)
    public void sameThread() throws InterruptedException {
        eventLoop.submit(this::allocateAndRelease).sync();
    }

    /** The event loop allocates, this thread releases. */
    @Benchmark
    @OperationsPerInvocation(BUFFERS)
    public void otherThread() throws InterruptedException {
        Future<?> allocated = eventLoop.submit(this::allocateAndHandOver);
        for (int i = 0; i < BUFFERS; i++) {
            take(allocated).release();
        }
        allocated.sync();
    }

    private void allocateAndRelease() {
        for (int i = 0; i < BUFFERS; i += HELD) {
            for (int j = 0; j < HELD; j++) {
                held[j] = alloc.directBuffer(bytes);
            }
            for (int j = 0; j < HELD; j++) {
                held[j].release();
            }
        }
    }

    private void allocateAndHandOver() {
        for (int i = 0; i < BUFFERS; i++) {
            ByteBuf buffer = alloc.directBuffer(bytes);
            while (!handedOver.offer(buffer)) {
                Thread.yield();
            }
        }
    }

    private ByteBuf take(Future<?> allocated) throws InterruptedException {
        for (;;) {
            ByteBuf buffer = handedOver.poll();
            if (buffer != null) {
                return buffer;
            }
            if (allocated.cause() != null) {
                allocated.sync();
            }
            Thread.yield();
        }
    }

    /** Whose allocator. */
    public enum Source {
        /** {@link PooledByteBufAllocator#DEFAULT}. */
        POOLED,
        /** What a {@link ZeroCopySocketChannel} has if the application chooses none. */
        CHANNEL
    }
}
