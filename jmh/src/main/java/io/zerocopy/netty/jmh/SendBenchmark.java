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

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Promise;
import io.zerocopy.netty.Route;
import io.zerocopy.netty.ZeroCopy;
import io.zerocopy.netty.ZeroCopyChannelOption;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopyMetrics;
import org.openjdk.jmh.annotations.AuxCounters;
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

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;

/**
 * What does one zero-copy send cost, next to one write by epoll? One operation is a fresh buffer from the channel's
 * allocator, written and flushed alone, until the kernel has taken it. The threshold is 0, so that 4 KiB leave by zero
 * copy as well. Run it with:
 * <pre>{@code
 * java -jar jmh/target/benchmarks.jar SendBenchmark -prof gc
 * }</pre>
 * The peer is on the same event loop and drops what it reads. So a figure is a send and its reading by one thread that
 * waits for no other; the reading is the same for both transports, and their difference is that of the sends. Over
 * loopback the kernel copies what was sent by zero copy when it delivers it, so this shows what zero copy costs where
 * it gains nothing. Where the kernel need not copy, a figure is a send alone:
 * <pre>{@code
 * ./run wire up
 * ./run wire exec java -jar jmh/target/benchmarks.jar SendBenchmark -p peer=10.9.0.2:9000 -prof gc
 * }</pre>
 * {@code waits} counts how often the socket was full. If that is not rare next to {@code sends} with a peer elsewhere,
 * the figure is the peer's pace and not the sender's cost. The transport's own counters follow each run.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsAppend = "-Dio.netty.leakDetection.level=disabled")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SendBenchmark {

    private static final int SENDS = 256;
    private static final int READ_BYTES = 256 << 10;
    private static final String LOOPBACK = "loopback";

    @Param({"EPOLL", "ZERO_COPY"})
    Transport transport;

    @Param({"4096", "16384", "65536", "262144"})
    int bytes;

    /** Or {@code host:port}. */
    @Param(LOOPBACK)
    String peer;

    private EventLoopGroup group;
    private Channel server;
    private Channel channel;
    private Sender sender;

    /** Connects to the peer. */
    @Setup
    public void connect() throws InterruptedException {
        group = transport.newGroup(1, new DefaultThreadFactory("send"));
        sender = new Sender(bytes);
        // Writable means that nothing is queued, so that each request carries one buffer.
        Bootstrap bootstrap = new Bootstrap().group(group).channel(transport.channel()).handler(sender)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(1, 1));
        if (transport == Transport.ZERO_COPY) {
            ZeroCopy.ensureAvailability();
            bootstrap.option(ZeroCopyChannelOption.ZERO_COPY_THRESHOLD, 0);
        }
        channel = bootstrap.connect(receiver()).sync().channel();
    }

    /** Disconnects, and makes sure that what was measured is what the parameter says. */
    @TearDown
    public void disconnect() throws InterruptedException {
        channel.close().sync();
        if (server != null) {
            server.close().sync();
        }
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        if (transport == Transport.ZERO_COPY) {
            ZeroCopyMetrics metrics = ((ZeroCopyEventLoopGroup) group).metrics();
            System.out.println(metrics);
            for (Route route : Route.values()) {
                if (route != Route.ZERO_COPY && metrics.runs(route) != 0) {
                    throw new IllegalStateException("not only zero-copy sends were measured: " + metrics);
                }
            }
        }
    }

    /** Many sends, so that handing over between threads does not count. */
    @Benchmark
    @OperationsPerInvocation(SENDS)
    public void send(Events events) throws InterruptedException {
        Promise<Integer> waits = channel.eventLoop().newPromise();
        channel.eventLoop().execute(() -> sender.start(waits));
        events.waits += waits.sync().getNow();
        events.sends += SENDS;
    }

    private SocketAddress receiver() throws InterruptedException {
        if (peer.equals(LOOPBACK)) {
            server = new ServerBootstrap().group(group).channel(transport.serverChannel()).childHandler(new Drop())
                    .childOption(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
                    .bind("127.0.0.1", 0).sync().channel();
            return server.localAddress();
        }
        int colon = peer.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("peer must be " + LOOPBACK + " or host:port, not " + peer);
        }
        return new InetSocketAddress(peer.substring(0, colon), Integer.parseInt(peer.substring(colon + 1)));
    }

    /** What tells whether the sender or the peer was measured. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Events {
        /** Sends and writes. */
        public long sends;
        /** How often the socket was full. */
        public long waits;
    }

    @ChannelHandler.Sharable
    private static final class Drop extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ReferenceCountUtil.release(message);
        }
    }

    /** Sends one buffer after the other, and goes on when the socket is writable again where it was full. */
    private static final class Sender extends ChannelInboundHandlerAdapter {

        private final int bytes;
        private final Runnable resume = this::send;
        private ChannelHandlerContext context;
        private Promise<Integer> done;
        private boolean sending;
        private int left;
        private int waits;

        Sender(int bytes) {
            this.bytes = bytes;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            context = ctx;
        }

        void start(Promise<Integer> promise) {
            done = promise;
            left = SENDS;
            waits = 0;
            if (context.channel().isActive()) {
                send();
            } else {
                done.setFailure(new ClosedChannelException());
            }
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            // While sending, each send makes the channel unwritable and mostly writable again. Otherwise this is in the
            // middle of a flush, which would only queue what is written now.
            if (!sending && ctx.channel().isWritable()) {
                ctx.executor().execute(resume);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            exceptionCaught(ctx, new ClosedChannelException());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (done != null) {
                done.tryFailure(cause);
            }
            ctx.close();
        }

        private void send() {
            sending = true;
            while (left > 0 && context.channel().isWritable()) {
                left--;
                context.writeAndFlush(context.alloc().directBuffer(bytes).writerIndex(bytes), context.voidPromise());
            }
            sending = false;
            if (context.channel().isWritable()) {
                done.trySuccess(waits);
            } else {
                waits++;
            }
        }
    }
}
