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
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What do small writes pay for a transport that could send large ones by zero copy? They shall pay nothing: the
 * answer wanted is no difference between the transports, in time and in bytes allocated.
 * <p>
 * One message goes from a client over loopback to a server, which sends it back; both run on the same event loop, so
 * that one operation is two writes and two reads by one thread and no thread waits for another. Run it with:
 * <pre>{@code
 * java -jar jmh/target/benchmarks.jar SmallEcho -prof gc
 * }</pre>
 * {@code gc.alloc.rate.norm} must be equal as well. JMH measures one transport after the other: on a machine whose
 * speed drifts, run the command several times and compare medians.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsAppend = "-Dio.netty.leakDetection.level=disabled")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SmallEchoBenchmark {

    private static final int ROUND_TRIPS = 1000;

    @Param({"EPOLL", "ZERO_COPY"})
    Transport transport;

    @Param({"64", "1024", "4096"})
    int bytes;

    private final Semaphore done = new Semaphore(0);
    private EventLoopGroup group;
    private Channel server;
    private Channel client;
    private Pinger pinger;

    /** Connects the client to the server. */
    @Setup(Level.Trial)
    public void connect() throws InterruptedException {
        group = transport.newGroup(1, new DefaultThreadFactory("echo"));
        server = new ServerBootstrap().group(group).channel(transport.serverChannel())
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel child) {
                        child.pipeline().addLast(new Echo());
                    }
                })
                .bind("127.0.0.1", 0).sync().channel();
        pinger = new Pinger(bytes, done);
        ChannelFuture connected = new Bootstrap().group(group).channel(transport.channel()).handler(pinger)
                .connect(server.localAddress()).sync();
        client = connected.channel();
    }

    /** Ends the event loop and with it the connection. */
    @TearDown(Level.Trial)
    public void disconnect() throws InterruptedException {
        client.close().sync();
        server.close().sync();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    /** A thousand round trips, so that handing over between threads does not count. */
    @Benchmark
    @OperationsPerInvocation(ROUND_TRIPS)
    public void roundTrip() throws InterruptedException {
        client.eventLoop().execute(pinger);
        done.acquire();
    }

    private static final class Echo extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ctx.writeAndFlush(message, ctx.voidPromise());
        }
    }

    /** Sends a message, and the next one whenever the last has come back whole. */
    private static final class Pinger extends ChannelInboundHandlerAdapter implements Runnable {

        private final int bytes;
        private final Semaphore done;
        private ChannelHandlerContext context;
        private int missing;
        private int roundTrips;

        Pinger(int bytes, Semaphore done) {
            this.bytes = bytes;
            this.done = done;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            context = ctx;
        }

        @Override
        public void run() {
            roundTrips = ROUND_TRIPS;
            ping();
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf echoed = (ByteBuf) message;
            missing -= echoed.readableBytes();
            echoed.release();
            if (missing != 0) {
                return;
            }
            roundTrips--;
            if (roundTrips == 0) {
                done.release();
            } else {
                ping();
            }
        }

        private void ping() {
            missing = bytes;
            context.writeAndFlush(context.alloc().directBuffer(bytes).writeZero(bytes), context.voidPromise());
        }
    }
}
