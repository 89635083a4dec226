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
package com.example.demo;

import com.example.demo.load.LoadFigures;
import com.example.demo.load.LoadGenerator;
import com.example.demo.load.TransportFigures;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerExpectContinueHandler;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.util.NetUtil;
import io.zerocopy.netty.ZeroCopy;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopyMetrics;
import io.zerocopy.netty.ZeroCopyServerSocketChannel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** An HTTP server on the zero-copy transport. Only the constructor and the metrics know of the transport. */
final class DemoServer implements AutoCloseable {

    private static final int MOST_SHUTDOWN_SECONDS = 5;

    private final ZeroCopyEventLoopGroup group;
    private final SharedFolder folder;
    private final LoadGenerator generator;
    private final Channel channel;

    /** Starts to listen. */
    DemoServer(Options options) throws IOException {
        folder = new SharedFolder(options.folder());
        generator = new LoadGenerator(options.destination());
        group = new ZeroCopyEventLoopGroup(options.threads());
        Dashboard dashboard = new Dashboard(generator, () -> TransportFigures.of(metrics()), group.next());
        try {
            channel = new ServerBootstrap()
                    .group(group)
                    .channel(ZeroCopyServerSocketChannel.class)
                    .childHandler(new ChannelInitializer<SocketChannel>() {
                        @Override
                        protected void initChannel(SocketChannel child) {
                            child.pipeline().addLast(
                                    new HttpServerCodec(),
                                    new HttpServerKeepAliveHandler(),
                                    new HttpServerExpectContinueHandler(),
                                    new ChunkedWriteHandler(),
                                    new FlowControlHandler(),
                                    new RequestHandler(group::metrics, folder, options.chunkSize(), dashboard));
                        }
                    })
                    .bind(options.address(), options.port()).syncUninterruptibly().channel();
        } catch (Throwable t) {
            close();
            throw t;
        }
    }

    int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    ZeroCopyMetrics metrics() {
        return group.metrics();
    }

    /** What the live page's load has done; {@code null} if none runs. */
    LoadFigures load() {
        return generator.figures();
    }

    /** What somebody who has just started the server wants to know. */
    String describe(Options options) {
        Throwable cause = ZeroCopy.unavailabilityCause();
        String reason = cause == null ? "" : cause.getMessage() == null ? cause.toString() : cause.getMessage();
        // Never the name, if that was given: requests by a name are refused.
        String address = NetUtil.toSocketAddressString(new InetSocketAddress(options.address(), port()));
        return "zero copy: " + (cause == null ? "active" : "off, writes are copied by epoll: " + reason)
                + "\nevent loops: " + group.executorCount()
                + "\nbytes in a buffer: " + options.chunkSize()
                + "\nfolder: " + folder.path()
                + "\nlistening on http://" + address + '/';
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, MOST_SHUTDOWN_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
        // Last: whoever watched has let the load be ended.
        generator.close();
    }

    void awaitClose() {
        channel.closeFuture().awaitUninterruptibly();
    }
}
