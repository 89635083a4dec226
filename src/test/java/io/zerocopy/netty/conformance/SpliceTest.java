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
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollMode;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.NetUtil;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopyServerSocketChannel;
import io.zerocopy.netty.ZeroCopySocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** {@code spliceTo}, which Netty tests in its epoll module only: socket to socket, socket to file, between writes. */
@Timeout(30)
@SuppressWarnings("deprecation")
class SpliceTest {
    private static final int TOTAL = 1024 * 1024;
    private static final int SPLICE = 32 * 1024;
    private static final int MAX_WRITE = 64 * 1024;
    private static final int LARGE_WRITE = 256 * 1024;

    private final byte[] data = new byte[TOTAL];
    private final Random random = new Random(7);
    private final EventLoopGroup group = new ZeroCopyEventLoopGroup(1);

    SpliceTest() {
        random.nextBytes(data);
    }

    @AfterEach
    void stop() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** A proxy in the kernel: endless splice one way, many short ones back. */
    @Test
    void socketToSocketAndBack() throws Exception {
        SocketAddress echo = serve(ConformanceMode.EPOLL_MODE, new Echo());
        SocketAddress proxy = serve(EpollMode.LEVEL_TRIGGERED, new Proxy(echo, (front, back) -> {
            closeOnFailure(front.spliceTo(back, Integer.MAX_VALUE));
            spliceAgain(back, front);
        }));
        Collector received = new Collector(TOTAL);
        writeInPieces(connect(ConformanceMode.EPOLL_MODE, proxy, received), data);
        assertThat(received.bytes()).isEqualTo(data);
    }

    @Test
    void splicedBytesStayBetweenTheWritesAroundThem() throws Exception {
        byte[] head = Arrays.copyOf(data, LARGE_WRITE);
        byte[] spliced = Arrays.copyOfRange(data, LARGE_WRITE, TOTAL - LARGE_WRITE);
        byte[] tail = Arrays.copyOfRange(data, TOTAL - LARGE_WRITE, TOTAL);

        Collector received = new Collector(TOTAL);
        SocketAddress sink = serve(ConformanceMode.EPOLL_MODE, received);
        SocketAddress proxy = serve(EpollMode.LEVEL_TRIGGERED, new Proxy(sink, (front, back) -> {
            back.writeAndFlush(direct(back, head));
            front.spliceTo(back, spliced.length)
                    .addListener(done -> back.writeAndFlush(direct(back, done.isSuccess() ? tail : new byte[0])));
        }));
        Channel client = connect(ConformanceMode.EPOLL_MODE, proxy, new ChannelInboundHandlerAdapter());
        writeInPieces(client, spliced);
        assertThat(received.bytes()).isEqualTo(data);
    }

    @Test
    void socketToFileAtOffsets(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("spliced"));
        FileDescriptor descriptor = FileDescriptor.from(file.toFile());
        CompletableFuture<Channel> accepted = new CompletableFuture<>();
        SocketAddress address = serve(EpollMode.LEVEL_TRIGGERED, new OnActive(accepted::complete));
        Channel client = connect(ConformanceMode.EPOLL_MODE, address, new ChannelInboundHandlerAdapter());

        ZeroCopySocketChannel source = (ZeroCopySocketChannel) accepted.get();
        ChannelFuture first = source.spliceTo(descriptor, 0, TOTAL / 2);
        ChannelFuture second = source.spliceTo(descriptor, TOTAL / 2, TOTAL / 2);
        writeInPieces(client, data);
        first.sync();
        second.sync();
        descriptor.close();
        assertThat(Files.readAllBytes(file)).isEqualTo(data);
    }

    @Test
    void spliceNeedsLevelTriggeredChannels() throws Exception {
        SocketAddress address = serve(ConformanceMode.EPOLL_MODE, new ChannelInboundHandlerAdapter());
        ZeroCopySocketChannel edge = connect(EpollMode.EDGE_TRIGGERED, address, new ChannelInboundHandlerAdapter());
        ZeroCopySocketChannel level = connect(EpollMode.LEVEL_TRIGGERED, address, new ChannelInboundHandlerAdapter());
        assertThatThrownBy(() -> level.spliceTo(edge, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> edge.spliceTo(level, 1)).isInstanceOf(IllegalStateException.class);
    }

    private static ByteBuf direct(Channel channel, byte[] bytes) {
        return channel.alloc().directBuffer(bytes.length).writeBytes(bytes);
    }

    private static void closeOnFailure(ChannelFuture future) {
        future.addListener(done -> {
            if (!done.isSuccess()) {
                future.channel().close();
            }
        });
    }

    private static void spliceAgain(ZeroCopySocketChannel from, ZeroCopySocketChannel to) {
        from.spliceTo(to, SPLICE).addListener(done -> {
            if (done.isSuccess()) {
                spliceAgain(from, to);
            } else {
                from.close();
            }
        });
    }

    private SocketAddress serve(EpollMode mode, ChannelHandler child) {
        return ZeroCopySocketTestPermutation.server(group, ZeroCopyServerSocketChannel.class)
                .childOption(EpollChannelOption.EPOLL_MODE, mode).childHandler(child)
                .bind(new InetSocketAddress(NetUtil.LOCALHOST, 0)).syncUninterruptibly().channel().localAddress();
    }

    private ZeroCopySocketChannel connect(EpollMode mode, SocketAddress address, ChannelHandler handler) {
        return (ZeroCopySocketChannel) ZeroCopySocketTestPermutation.client(group, ZeroCopySocketChannel.class)
                .option(EpollChannelOption.EPOLL_MODE, mode).handler(handler)
                .connect(address).syncUninterruptibly().channel();
    }

    private void writeInPieces(Channel channel, byte[] bytes) {
        for (int from = 0; from < bytes.length;) {
            int length = Math.min(1 + random.nextInt(MAX_WRITE), bytes.length - from);
            channel.writeAndFlush(Unpooled.wrappedBuffer(bytes, from, length));
            from += length;
        }
    }

    private interface Connected {
        void accept(ZeroCopySocketChannel front, ZeroCopySocketChannel back);
    }

    /** Connects every accepted channel, on its own event loop, to another server. */
    private static final class Proxy extends ChannelInboundHandlerAdapter {
        private final SocketAddress target;
        private final Connected connected;

        Proxy(SocketAddress target, Connected connected) {
            this.target = target;
            this.connected = connected;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ZeroCopySocketChannel front = (ZeroCopySocketChannel) ctx.channel();
            front.config().setAutoRead(false);
            ZeroCopySocketTestPermutation.client(front.eventLoop(), ZeroCopySocketChannel.class)
                    .option(EpollChannelOption.EPOLL_MODE, EpollMode.LEVEL_TRIGGERED)
                    .handler(new OnActive(back -> {
                        connected.accept(front, (ZeroCopySocketChannel) back);
                        front.config().setAutoRead(true);
                    }))
                    .connect(target).channel().closeFuture().addListener(closed -> front.close());
        }
    }

    private static final class OnActive extends ChannelInboundHandlerAdapter {
        private final Consumer<Channel> action;

        OnActive(Consumer<Channel> action) {
            this.action = action;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            action.accept(ctx.channel());
        }
    }

    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            ctx.write(msg);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            ctx.flush();
        }
    }

    /** Collects an expected number of bytes; an early end of the connection is an error. */
    private static final class Collector extends ChannelInboundHandlerAdapter {
        private final ByteBuf bytes;
        private final CompletableFuture<byte[]> complete = new CompletableFuture<>();

        Collector(int expected) {
            bytes = Unpooled.wrappedBuffer(new byte[expected]).clear();
        }

        byte[] bytes() throws Exception {
            return complete.get();
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            ByteBuf part = (ByteBuf) msg;
            try {
                bytes.writeBytes(part);
            } finally {
                part.release();
            }
            if (!bytes.isWritable()) {
                complete.complete(bytes.array());
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            complete.completeExceptionally(new AssertionError("closed after " + bytes.readableBytes() + " bytes"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            complete.completeExceptionally(cause);
        }
    }
}
