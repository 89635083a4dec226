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
package com.example.echo;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.ChannelOption;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopyServerSocketChannel;

import java.io.IOException;

/** A gRPC server on the zero-copy transport. */
public final class EchoServer implements AutoCloseable {

    private final ZeroCopyEventLoopGroup group = new ZeroCopyEventLoopGroup();
    private final Server server;

    EchoServer(int port) throws IOException {
        server = NettyServerBuilder.forPort(port)
                .channelType(ZeroCopyServerSocketChannel.class)
                .bossEventLoopGroup(group)
                .workerEventLoopGroup(group)
                .withChildOption(ChannelOption.ALLOCATOR, group.allocator())
                .addService(EchoService.bind())
                .build().start();
    }

    int port() {
        return server.getPort();
    }

    ZeroCopyEventLoopGroup group() {
        return group;
    }

    @Override
    public void close() {
        server.shutdownNow();
        group.shutdownGracefully().syncUninterruptibly();
    }

    public static void main(String[] args) throws Exception {
        EchoServer server = new EchoServer(8080);
        System.out.println("listening on port " + server.port());
        server.server.awaitTermination();
    }
}
