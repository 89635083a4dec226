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

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Do a thousand clients that stop reading in the middle of an answer of 1 MiB make others wait longer than with Netty's
 * epoll transport, and how much memory do they pin? Clients that read get answers of 64 KiB meanwhile. Rounds of both
 * transports alternate in one JVM. On loopback the transport learns to copy;
 * {@code -Dio.zerocopy.netty.learnPath=false} makes it send by zero copy all the same. Run it with:
 * <pre>{@code
 * java -cp jmh/target/benchmarks.jar io.zerocopy.netty.jmh.StalledReaders [stalled [rounds [milliseconds]]]
 * }</pre>
 */
public final class StalledReaders {

    private static final int LARGE = 1 << 20;
    private static final int SMALL = 64 << 10;
    private static final int READ_BEFORE_STALLING = 100_000;
    private static final int READERS = 4;
    private static final int WARM_UP_ROUNDS = 3;
    private static final int TAIL = 99;

    private final EventLoopGroup group;
    private final InetSocketAddress address;
    private final List<Socket> stalled = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(READERS);

    private StalledReaders(Transport transport, int count) throws Exception {
        group = transport.newGroup(1, new DefaultThreadFactory("stalled"));
        Channel server = new ServerBootstrap().group(group).channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, count).childHandler(new Answers())
                .bind("127.0.0.1", 0).sync().channel();
        address = (InetSocketAddress) server.localAddress();
        for (int i = 0; i < count; i++) {
            Socket socket = connect();
            socket.getOutputStream().write(1);
            socket.getInputStream().readNBytes(READ_BEFORE_STALLING);
            stalled.add(socket);
        }
        for (int i = 0; i < READERS; i++) {
            readers.add(new Reader(connect()));
        }
    }

    /** Arguments: how many clients stall, how many rounds of each transport, and how long each takes. */
    public static void main(String[] args) throws Exception {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 15;
        int millis = args.length > 2 ? Integer.parseInt(args[2]) : 500;
        Map<Transport, StalledReaders> servers = new EnumMap<>(Transport.class);
        Map<Transport, double[]> tails = new EnumMap<>(Transport.class);
        for (Transport transport : Transport.values()) {
            servers.put(transport, new StalledReaders(transport, count));
            tails.put(transport, new double[rounds]);
        }
        double[] ratios = new double[rounds];
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            for (Transport transport : Transport.values()) {
                double tail = servers.get(transport).run(millis);
                if (round >= 0) {
                    tails.get(transport)[round] = tail;
                }
            }
            if (round >= 0) {
                ratios[round] = tails.get(Transport.ZERO_COPY)[round] / tails.get(Transport.EPOLL)[round];
            }
        }
        System.out.printf("%d stalled: p99 of the others, epoll %.0f us, zero copy %.0f us, median of ratios %.2f%n",
                count, Medians.of(tails.get(Transport.EPOLL)), Medians.of(tails.get(Transport.ZERO_COPY)),
                Medians.of(ratios));
        System.out.println(((ZeroCopyEventLoopGroup) servers.get(Transport.ZERO_COPY).group).metrics());
        for (StalledReaders server : servers.values()) {
            server.close();
        }
    }

    /** Returns the 99th percentile of the answers' times, in microseconds. */
    private double run(int millis) throws Exception {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        List<Callable<long[]>> tasks = new ArrayList<>();
        for (Reader reader : readers) {
            tasks.add(() -> reader.readUntil(end));
        }
        List<Long> times = new ArrayList<>();
        for (var ofReader : threads.invokeAll(tasks)) {
            Arrays.stream(ofReader.get()).forEach(times::add);
        }
        times.sort(null);
        return times.get(times.size() * TAIL / 100) / 1e3;
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(SMALL);
        socket.setTcpNoDelay(true);
        socket.connect(address);
        return socket;
    }

    private void close() throws Exception {
        threads.shutdownNow();
        for (Socket socket : stalled) {
            socket.close();
        }
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
    }

    /** A byte asks for an answer: 0 for a small one. */
    @ChannelHandler.Sharable
    private static final class Answers extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf request = (ByteBuf) message;
            int size = request.readByte() == 0 ? SMALL : LARGE;
            request.release();
            ctx.writeAndFlush(ctx.alloc().directBuffer(size).writeZero(size), ctx.voidPromise());
        }
    }

    private static final class Reader {
        private final Socket socket;
        private final DataInputStream in;
        private final byte[] answer = new byte[SMALL];

        Reader(Socket socket) throws IOException {
            this.socket = socket;
            in = new DataInputStream(socket.getInputStream());
        }

        long[] readUntil(long end) throws IOException {
            List<Long> times = new ArrayList<>();
            for (long now = System.nanoTime(); now < end;) {
                socket.getOutputStream().write(0);
                in.readFully(answer);
                long then = now;
                now = System.nanoTime();
                times.add(now - then);
            }
            return times.stream().mapToLong(Long::longValue).toArray();
        }
    }
}
