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

import com.sun.management.ThreadMXBean;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Are small echoes over many connections as fast as with Netty's epoll transport, and do they allocate the same?
 * Rounds of both transports alternate in one JVM, so that a machine whose speed drifts slows both; the medians are
 * compared. Run it with:
 * <pre>{@code
 * java -cp jmh/target/benchmarks.jar io.zerocopy.netty.jmh.InterleavedEcho [rounds [milliseconds]]
 * }</pre>
 */
public final class InterleavedEcho {

    private static final int MESSAGE = 64;
    private static final int WARM_UP_ROUNDS = 4;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final EventLoopGroup group;
    private final Channel server;
    private final List<Pinger> pingers = new ArrayList<>();
    private final long threadId;

    private InterleavedEcho(Transport transport, int connections) throws Exception {
        group = transport.newGroup(1, new DefaultThreadFactory("echo"));
        threadId = group.submit(() -> Thread.currentThread().getId()).get();
        server = new ServerBootstrap().group(group).channel(transport.serverChannel()).childHandler(new Echo())
                .bind("127.0.0.1", 0).sync().channel();
        for (int i = 0; i < connections; i++) {
            Pinger pinger = new Pinger();
            pinger.channel = new Bootstrap().group(group).channel(transport.channel()).handler(pinger)
                    .connect(server.localAddress()).sync().channel();
            pingers.add(pinger);
        }
    }

    /** Arguments: how many rounds of each transport, and how long each takes. */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
        int millis = args.length > 1 ? Integer.parseInt(args[1]) : 1000;
        for (int connections : new int[] {1, 64}) {
            compare(connections, rounds, millis);
        }
    }

    private static void compare(int connections, int rounds, int millis) throws Exception {
        Map<Transport, InterleavedEcho> echoes = new EnumMap<>(Transport.class);
        Map<Transport, double[]> rates = new EnumMap<>(Transport.class);
        Map<Transport, double[]> allocations = new EnumMap<>(Transport.class);
        for (Transport transport : Transport.values()) {
            echoes.put(transport, new InterleavedEcho(transport, connections));
            rates.put(transport, new double[rounds]);
            allocations.put(transport, new double[rounds]);
        }
        double[] ratios = new double[rounds];
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            for (Transport transport : Transport.values()) {
                double[] result = echoes.get(transport).run(millis);
                if (round >= 0) {
                    rates.get(transport)[round] = result[0];
                    allocations.get(transport)[round] = result[1];
                }
            }
            if (round >= 0) {
                ratios[round] = rates.get(Transport.ZERO_COPY)[round] / rates.get(Transport.EPOLL)[round];
            }
        }
        System.out.printf("%d connections, %d bytes: epoll %.0f echoes/s, %.1f B each; zero copy %.0f echoes/s,"
                        + " %.1f B each; ratio of medians %.3f, median of ratios %.3f (%.3f to %.3f)%n",
                connections, MESSAGE, Medians.of(rates.get(Transport.EPOLL)),
                Medians.of(allocations.get(Transport.EPOLL)),
                Medians.of(rates.get(Transport.ZERO_COPY)), Medians.of(allocations.get(Transport.ZERO_COPY)),
                Medians.of(rates.get(Transport.ZERO_COPY)) / Medians.of(rates.get(Transport.EPOLL)),
                Medians.of(ratios), min(ratios), max(ratios));
        for (InterleavedEcho echo : echoes.values()) {
            echo.close();
        }
    }

    private static double min(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    /** Returns echoes a second, and the bytes that the event loop's thread allocated for each. */
    private double[] run(int millis) throws Exception {
        long allocated = THREADS.getThreadAllocatedBytes(threadId);
        long start = System.nanoTime();
        group.submit(() -> pingers.forEach(Pinger::start)).sync();
        Thread.sleep(millis);
        long echoes = group.submit(() -> pingers.stream().mapToLong(Pinger::stop).sum()).get();
        long nanos = System.nanoTime() - start;
        double perEcho = (double) (THREADS.getThreadAllocatedBytes(threadId) - allocated) / echoes;
        Thread.sleep(20);
        return new double[] {echoes * 1e9 / nanos, perEcho};
    }

    private void close() throws InterruptedException {
        server.close().sync();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
    }

    @ChannelHandler.Sharable
    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ctx.writeAndFlush(message, ctx.voidPromise());
        }
    }

    /** Sends the next message when the last is back, until told to stop. */
    private static final class Pinger extends ChannelInboundHandlerAdapter {
        private Channel channel;
        private boolean running;
        private long echoes;
        private int missing;

        void start() {
            running = true;
            echoes = 0;
            ping();
        }

        long stop() {
            running = false;
            return echoes;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf buffer = (ByteBuf) message;
            missing -= buffer.readableBytes();
            buffer.release();
            if (missing == 0) {
                echoes++;
                if (running) {
                    ping();
                }
            }
        }

        private void ping() {
            missing = MESSAGE;
            channel.writeAndFlush(channel.alloc().directBuffer(MESSAGE).writeZero(MESSAGE), channel.voidPromise());
        }
    }
}
