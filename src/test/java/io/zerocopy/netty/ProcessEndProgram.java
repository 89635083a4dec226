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
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;

/**
 * A client that allocates on its own thread, ends its event loops and has nothing left to do. Or, with the argument
 * {@code daemon}, just returns: its event loops are daemons then, and it still has a buffer.
 */
final class ProcessEndProgram {

    private static final int SIZE = 64 * 1024;

    private static ByteBuf kept;

    private ProcessEndProgram() {
    }

    public static void main(String[] args) throws Exception {
        boolean daemon = args[0].equals("daemon");
        ZeroCopyEventLoopGroup group = new ZeroCopyEventLoopGroup(1, new DefaultThreadFactory("loop", daemon));
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Channel channel = new Bootstrap().group(group).channel(ZeroCopySocketChannel.class)
                    .handler(new ChannelInboundHandlerAdapter())
                    .connect(server.getInetAddress(), server.getLocalPort()).sync().channel();
            kept = channel.alloc().directBuffer(SIZE);
            channel.writeAndFlush(kept.retainedDuplicate().writeZero(SIZE)).sync();
            System.out.println("registered=" + group.metrics().registeredMemory());
            channel.close().sync();
        }
        if (!daemon) {
            kept.release();
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        }
        System.out.println("ended=true");
    }
}
