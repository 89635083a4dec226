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

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * An ordinary user of the transport: a server that sends a few megabytes to each client, over several event loops.
 * It prints what the transport says of itself and whether the bytes arrived.
 */
final class FallbackProgram {

    private static final int MESSAGE = 256 * 1024;
    private static final int MESSAGES = 64;
    private static final int CLIENTS = 4;

    private FallbackProgram() {
    }

    public static void main(String[] args) throws Exception {
        ZeroCopyEventLoopGroup group = new ZeroCopyEventLoopGroup(CLIENTS);
        Channel server = new ServerBootstrap().group(group).channel(ZeroCopyServerSocketChannel.class)
                .childHandler(new Sender())
                .bind(InetAddress.getLoopbackAddress(), 0).sync().channel();
        CountDownLatch intact = new CountDownLatch(CLIENTS);
        for (int i = 0; i < CLIENTS; i++) {
            new Bootstrap().group(group).channel(ZeroCopySocketChannel.class).handler(new Checker(intact))
                    .connect((InetSocketAddress) server.localAddress()).sync();
        }
        System.out.println("intact=" + intact.await(30, TimeUnit.SECONDS));
        System.out.println("available=" + ZeroCopy.isAvailable());
        System.out.println("state=" + group.metrics().state());
        System.out.println("zeroCopyBytes=" + group.metrics().bytes(Route.ZERO_COPY));
        System.out.println("noMemoryBytes=" + group.metrics().bytes(Route.NO_MEMORY));
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        System.out.println("leaked=" + group.metrics().leakedSends());
    }

    /** Byte {@code i} of the stream. */
    private static byte at(long position) {
        return (byte) (position * 31 >>> 3);
    }

    private static final class Sender extends ChannelInboundHandlerAdapter {
        @Override
        public boolean isSharable() {
            return true;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ChannelFuture last = null;
            for (int i = 0; i < MESSAGES; i++) {
                ByteBuf message = ctx.alloc().directBuffer(MESSAGE);
                for (int j = 0; j < MESSAGE; j++) {
                    message.writeByte(at((long) i * MESSAGE + j));
                }
                last = ctx.writeAndFlush(message);
            }
            last.addListener(done -> ctx.close());
        }
    }

    private static final class Checker extends SimpleChannelInboundHandler<ByteBuf> {
        private final CountDownLatch intact;
        private long position;
        private boolean wrong;

        Checker(CountDownLatch intact) {
            this.intact = intact;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf message) {
            while (message.isReadable()) {
                wrong |= message.readByte() != at(position++);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            if (!wrong && position == (long) MESSAGES * MESSAGE) {
                intact.countDown();
            }
        }
    }
}
