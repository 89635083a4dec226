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
package com.example.modular;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopyServerSocketChannel;
import org.slf4j.LoggerFactory;

import java.net.InetSocketAddress;

/** {@code GET /<n>} answers n bytes, {@code GET /metrics} what the transport has done. */
public final class BlobServer {

    private BlobServer() {
    }

    public static void main(String[] args) throws InterruptedException {
        ZeroCopyEventLoopGroup group = new ZeroCopyEventLoopGroup();
        Channel server = new ServerBootstrap()
                .group(group)
                .channel(ZeroCopyServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel child) {
                        child.pipeline().addLast(new HttpServerCodec(), new BlobHandler(group));
                    }
                })
                .bind(args.length == 0 ? 8080 : Integer.parseInt(args[0])).sync().channel();
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        LoggerFactory.getLogger(BlobServer.class).info("listening on port {}", port);
        server.closeFuture().sync();
    }
}
