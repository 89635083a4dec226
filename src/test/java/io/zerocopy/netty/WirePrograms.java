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
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;

import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * What the tests run inside a {@link Wire}'s network namespaces.
 */
final class WirePrograms {

    private static final int MIB = 1 << 20;
    private static final int HELD = 64 * 1024;

    private final ZeroCopyEventLoopGroup group = new ZeroCopyEventLoopGroup(1);
    private final String host;
    private final int port;

    private WirePrograms(String host, int port) {
        this.host = host;
        this.port = port;
    }

    /** Arguments: program host port, then the program's own. */
    public static void main(String[] args) throws Exception {
        WirePrograms programs = new WirePrograms(args[1], Integer.parseInt(args[2]));
        switch (args[0]) {
            case "stream":
                programs.stream(Integer.parseInt(args[3]), Integer.parseInt(args[4]));
                break;
            case "hold":
                programs.hold(Integer.parseInt(args[3]));
                break;
            case "poison":
                programs.sendFromPoisonedMemory(Integer.parseInt(args[3]), Long.parseLong(args[4]));
                break;
            case "overwrite":
                programs.overwriteAfterEachFuture(Integer.parseInt(args[3]));
                break;
            case "receive":
                programs.receive();
                break;
            default:
                throw new IllegalArgumentException(args[0]);
        }
        programs.group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
    }

    private static void print(String name, Object value) {
        System.out.println(name + '=' + value);
    }

    /** Fresh buffers of one size, one after the other; tells how the kernel sent them. */
    private void stream(int size, int count) throws Exception {
        Channel channel = connect(true);
        ChannelFuture last = null;
        for (int i = 0; i < count; i++) {
            last = channel.writeAndFlush(channel.alloc().directBuffer(size).writeZero(size));
            if (i % 16 == 0) {
                last.sync();
            }
        }
        last.sync();
        awaitNothingInFlight();
        print("bytes", group.metrics().bytes(Route.ZERO_COPY));
        print("zeroCopied", group.metrics().notifiedZeroCopied());
        print("copied", group.metrics().notifiedCopied());
        print("provenPaths", group.metrics().connections(PathState.ZERO_COPY));
        channel.close().sync();
    }

    /** One buffer on an idle connection, again and again: says when it is in flight and when it is back. */
    private void hold(int rounds) throws Exception {
        Channel channel = connect();
        channel.config().setOption(ChannelOption.SO_SNDBUF, MIB);
        for (int i = 0; i < rounds; i++) {
            System.in.read();
            ByteBuf buffer = Unpooled.directBuffer(HELD).writeZero(HELD);
            channel.writeAndFlush(buffer.retain());
            while (group.metrics().inFlightBytes() < HELD) {
                Thread.sleep(1);
            }
            print("inFlight", buffer.refCnt());
            while (buffer.refCnt() > 1) {
                Thread.onSpinWait();
            }
            print("releasedAt", System.nanoTime());
            buffer.release();
        }
        channel.close().sync();
    }

    /** A random stream from memory that is overwritten the moment it is released. */
    private void sendFromPoisonedMemory(int mebibytes, long seed) throws Exception {
        Channel channel = connect();
        PoisoningAllocator poisoning = new PoisoningAllocator();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Random random = new Random(seed);
        long left = (long) mebibytes * MIB;
        ChannelFuture last = null;
        while (left > 0) {
            byte[] content = new byte[(int) Math.min(left, 1 + random.nextInt(MIB))];
            random.nextBytes(content);
            digest.update(content);
            left -= content.length;
            last = channel.writeAndFlush(poisoning.directBuffer(MIB, MIB).writeBytes(content));
            if (!channel.isWritable()) {
                last.sync();
            }
        }
        last.sync();
        ((ZeroCopySocketChannel) channel).shutdownOutput().sync();
        awaitNothingInFlight();
        print("sha256", HexFormat.of().formatHex(digest.digest()));
        print("zeroCopyBytes", group.metrics().bytes(Route.ZERO_COPY));
        print("releasedBuffers", poisoning.released());
        channel.close().sync();
    }

    /** The application that retains, writes, awaits and overwrites. */
    private void overwriteAfterEachFuture(int rounds) throws Exception {
        Channel channel = connect();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Random random = new Random(rounds);
        ByteBuf memory = Unpooled.directBuffer(MIB, MIB);
        byte[] content = new byte[MIB];
        for (int i = 0; i < rounds; i++) {
            random.nextBytes(content);
            digest.update(content);
            channel.writeAndFlush(memory.clear().writeBytes(content).retain()).sync();
        }
        memory.clear().writeZero(MIB).release();
        ((ZeroCopySocketChannel) channel).shutdownOutput().sync();
        awaitNothingInFlight();
        print("sha256", HexFormat.of().formatHex(digest.digest()));
        print("zeroCopyBytes", group.metrics().bytes(Route.ZERO_COPY));
        channel.close().sync();
    }

    /** A plain blocking receiver. */
    private void receive() throws Exception {
        try (ServerSocket server = new ServerSocket(port)) {
            print("listening", port);
            try (Socket socket = server.accept()) {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                byte[] chunk = new byte[256 * 1024];
                InputStream in = socket.getInputStream();
                int read;
                while ((read = in.read(chunk)) > 0) {
                    digest.update(chunk, 0, read);
                }
                print("sha256", HexFormat.of().formatHex(digest.digest()));
            }
        }
    }

    private Channel connect() throws InterruptedException {
        return connect(false);
    }

    /** A lossy wire ends at a receiver on this machine, where nobody would use zero copy who learns that. */
    private Channel connect(boolean learnPath) throws InterruptedException {
        return new Bootstrap().group(group).channel(ZeroCopySocketChannel.class)
                .option(ZeroCopyChannelOption.ZERO_COPY_LEARN_PATH, learnPath)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(new InetSocketAddress(host, port)).sync().channel();
    }

    private void awaitNothingInFlight() throws InterruptedException {
        while (group.metrics().inFlightSends() > 0) {
            Thread.sleep(1);
        }
    }
}
