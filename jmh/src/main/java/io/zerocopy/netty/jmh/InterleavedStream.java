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

import com.sun.management.OperatingSystemMXBean;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;

import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What CPU time does a gigabyte cost to send, and how fast does one connection stream? Fresh buffers from the
 * channel's allocator, one connection, one event loop; rounds of both transports alternate in one JVM and the
 * medians are compared. Only a path on which the kernel really need not copy can show the difference:
 * <pre>{@code
 * ./run wire up
 * ./run wire exec java -cp jmh/target/benchmarks.jar io.zerocopy.netty.jmh.InterleavedStream 10.9.0.2 9000
 * }</pre>
 */
public final class InterleavedStream {

    private static final int[] SIZES = {16 << 10, 64 << 10, 256 << 10, 1 << 20};
    private static final int WARM_UP_ROUNDS = 3;
    private static final double GIGABYTE = 1e9;
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final EventLoopGroup group;
    private final Writer writer = new Writer();
    private final Channel channel;

    private InterleavedStream(Transport transport, InetSocketAddress receiver) throws InterruptedException {
        group = transport.newGroup(1, new DefaultThreadFactory("stream"));
        channel = new Bootstrap().group(group).channel(transport.channel()).handler(writer).connect(receiver).sync()
                .channel();
    }

    /** Arguments: host, port, how many rounds of each transport and size, and how long each takes. */
    public static void main(String[] args) throws Exception {
        InetSocketAddress receiver = new InetSocketAddress(args[0], Integer.parseInt(args[1]));
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 9;
        int millis = args.length > 3 ? Integer.parseInt(args[3]) : 500;
        Map<Transport, InterleavedStream> streams = new EnumMap<>(Transport.class);
        for (Transport transport : Transport.values()) {
            streams.put(transport, new InterleavedStream(transport, receiver));
        }
        for (int size : SIZES) {
            compare(streams, size, rounds, millis);
        }
        for (InterleavedStream stream : streams.values()) {
            stream.close();
        }
    }

    private static void compare(Map<Transport, InterleavedStream> streams, int size, int rounds, int millis)
            throws InterruptedException {
        Map<Transport, double[]> costs = new EnumMap<>(Transport.class);
        Map<Transport, double[]> rates = new EnumMap<>(Transport.class);
        for (Transport transport : Transport.values()) {
            costs.put(transport, new double[rounds]);
            rates.put(transport, new double[rounds]);
        }
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            for (Transport transport : Transport.values()) {
                double[] result = streams.get(transport).run(size, millis);
                if (round >= 0) {
                    costs.get(transport)[round] = result[0];
                    rates.get(transport)[round] = result[1];
                }
            }
        }
        double epoll = median(costs.get(Transport.EPOLL));
        double zeroCopy = median(costs.get(Transport.ZERO_COPY));
        double epollRate = median(rates.get(Transport.EPOLL));
        double zeroCopyRate = median(rates.get(Transport.ZERO_COPY));
        System.out.printf("%7d bytes: CPU-s/GB epoll %.3f, zero copy %.3f, ratio %.2f; GB/s epoll %.2f, zero copy"
                + " %.2f, ratio %.2f%n", size, epoll, zeroCopy, zeroCopy / epoll, epollRate, zeroCopyRate,
                zeroCopyRate / epollRate);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Returns the CPU seconds of this process for a gigabyte, and gigabytes a second. */
    private double[] run(int size, int millis) throws InterruptedException {
        long cpu = PROCESS.getProcessCpuTime();
        long start = System.nanoTime();
        long before = writer.written.get();
        channel.eventLoop().execute(() -> writer.start(size));
        Thread.sleep(millis);
        channel.eventLoop().submit(writer::stop).sync();
        double gigabytes = (writer.written.get() - before) / GIGABYTE;
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = (PROCESS.getProcessCpuTime() - cpu) / 1e9;
        awaitIdle();
        return new double[] {cpuSeconds / gigabytes, gigabytes / seconds};
    }

    /** What one transport has not sent yet shall not weigh on the other's round. */
    private void awaitIdle() throws InterruptedException {
        Thread.sleep(50);
        if (group instanceof ZeroCopyEventLoopGroup) {
            while (((ZeroCopyEventLoopGroup) group).metrics().inFlightSends() > 0) {
                Thread.sleep(1);
            }
        }
    }

    private void close() throws InterruptedException {
        if (group instanceof ZeroCopyEventLoopGroup) {
            System.out.println(((ZeroCopyEventLoopGroup) group).metrics());
        }
        channel.close().sync();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
    }

    /** Writes as long as the channel is writable, a flush for each time that it becomes so. */
    private static final class Writer extends ChannelInboundHandlerAdapter {
        private final AtomicLong written = new AtomicLong();
        private ChannelHandlerContext context;
        private boolean running;
        private int size;

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            context = ctx;
        }

        void start(int messageSize) {
            size = messageSize;
            running = true;
            write();
        }

        void stop() {
            running = false;
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            write();
        }

        private void write() {
            if (!running || !context.channel().isWritable()) {
                return;
            }
            long queued = 0;
            while (context.channel().isWritable()) {
                context.write(context.alloc().directBuffer(size).writerIndex(size), context.voidPromise());
                queued += size;
            }
            written.lazySet(written.get() + queued);
            context.flush();
            if (context.channel().isWritable()) {
                context.channel().eventLoop().execute(this::write);
            }
        }
    }
}
