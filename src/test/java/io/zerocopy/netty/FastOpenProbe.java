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
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Connects to an echo server three times: first the kernel gets its Fast Open cookie, then it can use it for a part of
 * what is written early, then there is nothing to send with the first packet. Prints how often the kernel sent and took
 * data with a SYN.
 */
final class FastOpenProbe {

    private FastOpenProbe() {
    }

    public static void main(String[] arguments) throws Exception {
        // A daemon, so that the process ends with this thread, whatever happens to it.
        EventLoopGroup group = new EpollEventLoopGroup(1, new DefaultThreadFactory("probe", true));
        boolean ours = arguments[0].equals("ZeroCopySocketChannel");
        Class<? extends Channel> type = ours ? ZeroCopySocketChannel.class : EpollSocketChannel.class;
        Channel server = new ServerBootstrap().group(group).channel(ZeroCopyServerSocketChannel.class)
                .option(ChannelOption.TCP_FASTOPEN, Boolean.parseBoolean(arguments[1]) ? 16 : 0)
                .childHandler(new Echo()).bind(InetAddress.getLoopbackAddress(), 0).sync().channel();
        for (String early : new String[] { "[early]", "[early]".repeat(10000), "" }) {
            exchange(new Bootstrap().group(group).channel(type), server, early);
        }
        group.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
        System.out.println("active " + counter("TCPFastOpenActive") + ", passive " + counter("TCPFastOpenPassive"));
    }

    private static void exchange(Bootstrap bootstrap, Channel server, String early) throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        Channel client = bootstrap.option(ChannelOption.TCP_FASTOPEN_CONNECT, true).handler(new Collect(received))
                .register().sync().channel();
        if (!early.isEmpty()) {
            client.write(Unpooled.copiedBuffer(early, US_ASCII));
        }
        client.connect(server.localAddress()).sync();
        client.writeAndFlush(Unpooled.copiedBuffer("[late]", US_ASCII)).sync();
        StringBuilder echo = new StringBuilder();
        while (echo.length() < early.length() + "[late]".length()) {
            String part = received.poll(10, TimeUnit.SECONDS);
            if (part == null) {
                break;
            }
            echo.append(part);
        }
        if (!echo.toString().equals(early + "[late]")) {
            throw new IllegalStateException("Received " + echo.length() + " bytes: " + echo);
        }
        client.close().sync();
    }

    /** Reads a counter of the namespace: a line of names, and one of numbers in the same order. */
    private static String counter(String name) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/net/netstat"));
        List<String> names = Arrays.asList(lines.get(0).split(" ", -1));
        return lines.get(1).split(" ", -1)[names.indexOf(name)];
    }

    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public boolean isSharable() {
            return true;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.writeAndFlush(message);
        }
    }

    private static final class Collect extends SimpleChannelInboundHandler<ByteBuf> {
        private final BlockingQueue<String> received;

        Collect(BlockingQueue<String> received) {
            this.received = received;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
            received.add(message.toString(US_ASCII));
        }
    }
}
