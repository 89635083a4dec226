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
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.util.NetUtil;
import io.zerocopy.netty.ZeroCopyServerSocketChannel;
import io.zerocopy.netty.ZeroCopySocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With auto-read off and no read asked for, a channel still learns that the peer has gone, and gets what the peer
 * wrote before. Netty tests this in its native modules only.
 */
@Timeout(10)
class DetectPeerCloseWithoutReadTest {
    private final List<Channel> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(channel -> channel.close().syncUninterruptibly());
    }

    @ParameterizedTest(name = "{0} bytes, further reads asked for: {1}")
    @CsvSource({"100, false", "100, true", "100000, true"})
    void clientClosesWhileServerDoesNotRead(int bytes, boolean readsOn) throws Exception {
        PassiveReader reader = new PassiveReader(readsOn);
        Channel server = bind(reader);
        writeAndClose(connect(new ChannelInboundHandlerAdapter(), server), bytes);
        assertThat(reader.bytesAtClose.get()).isEqualTo(bytes);
    }

    @ParameterizedTest(name = "{0} bytes, further reads asked for: {1}")
    @CsvSource({"100, false", "100, true", "100000, true"})
    void serverClosesWhileClientDoesNotRead(int bytes, boolean readsOn) throws Exception {
        PassiveReader reader = new PassiveReader(readsOn);
        Channel server = bind(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelActive(ChannelHandlerContext ctx) {
                writeAndClose(ctx.channel(), bytes);
            }
        });
        connect(reader, server);
        assertThat(reader.bytesAtClose.get()).isEqualTo(bytes);
    }

    private static void writeAndClose(Channel channel, int bytes) {
        ByteBuf zeros = channel.alloc().directBuffer(bytes).writeZero(bytes);
        channel.writeAndFlush(zeros).addListener(ChannelFutureListener.CLOSE);
    }

    private Channel bind(ChannelInboundHandlerAdapter child) {
        Channel server = ZeroCopySocketTestPermutation
                .server(ZeroCopySocketTestPermutation.GROUP, ZeroCopyServerSocketChannel.class)
                .childOption(ChannelOption.AUTO_READ, false).childHandler(child)
                .bind(new InetSocketAddress(NetUtil.LOCALHOST, 0)).syncUninterruptibly().channel();
        open.add(server);
        return server;
    }

    private Channel connect(ChannelInboundHandlerAdapter handler, Channel server) {
        Channel client = ZeroCopySocketTestPermutation
                .client(ZeroCopySocketTestPermutation.GROUP, ZeroCopySocketChannel.class)
                .option(ChannelOption.AUTO_READ, false).handler(handler)
                .connect(server.localAddress()).syncUninterruptibly().channel();
        open.add(client);
        return client;
    }

    /** Counts what arrives although it never asks for a first read. */
    private static final class PassiveReader extends ChannelInboundHandlerAdapter {
        private final CompletableFuture<Integer> bytesAtClose = new CompletableFuture<>();
        private final boolean readsOn;
        private int bytes;

        PassiveReader(boolean readsOn) {
            this.readsOn = readsOn;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            ByteBuf part = (ByteBuf) msg;
            bytes += part.readableBytes();
            part.release();
            if (readsOn) {
                ctx.read();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            bytesAtClose.complete(bytes);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            bytesAtClose.completeExceptionally(cause);
        }
    }
}
