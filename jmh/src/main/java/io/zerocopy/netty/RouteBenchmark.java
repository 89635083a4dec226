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
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.DefaultThreadFactory;
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
import org.openjdk.jmh.infra.Blackhole;

import java.util.concurrent.TimeUnit;

/**
 * What does a flush pay for the decision between zero copy and epoll? Small flushes pay it for nothing, so it shall be
 * nothing next to a system call.
 * <p>
 * Messages are queued as for a flush, and the event loop decides their route again and again; nothing is written.
 * No buffers stands for the rest of the loop. Less than the threshold (32 KiB) is decided without a look at the
 * messages; more has every message looked at, and 16 of 1 KiB are copied all the same. Run it with:
 * <pre>{@code
 * java -jar jmh/target/benchmarks.jar RouteBenchmark -prof gc
 * }</pre>
 */
// In the library's package, as CrossingBenchmark: a flush through public methods always writes as well.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsAppend = "-Dio.netty.leakDetection.level=disabled")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RouteBenchmark {

    private static final int DECISIONS = 100_000;

    @Param({"0", "1", "4", "16"})
    int buffers;

    @Param({"64", "1024", "4096"})
    int bytes;

    private ZeroCopyEventLoopGroup group;
    private ZeroCopySocketChannel channel;
    private ChannelOutboundBuffer queued;

    /** Queues the messages of a channel that is not connected, so that nothing can leave. */
    @Setup
    public void queue() throws InterruptedException {
        ZeroCopy.ensureAvailability();
        group = new ZeroCopyEventLoopGroup(1, new DefaultThreadFactory("route"));
        channel = new ZeroCopySocketChannel();
        group.register(channel).sync();
        queued = channel.unsafe().outboundBuffer();
        channel.eventLoop().submit(() -> {
            for (int i = 0; i < buffers; i++) {
                ByteBuf message = channel.alloc().directBuffer(bytes).writerIndex(bytes);
                channel.write(message);
            }
            // What a flush does before it decides.
            queued.addFlush();
        }).sync();
    }

    /** Gives the messages back and ends the event loop. */
    @TearDown
    public void close() throws InterruptedException {
        channel.close().sync();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    /** Many decisions, so that handing over between threads does not count. */
    @Benchmark
    @OperationsPerInvocation(DECISIONS)
    public void decide(Blackhole blackhole) throws InterruptedException {
        channel.eventLoop().submit(() -> {
            ChannelSends sends = channel.sends();
            for (int i = 0; i < DECISIONS; i++) {
                blackhole.consume(sends.route(queued));
            }
            return null;
        }).sync();
    }
}
