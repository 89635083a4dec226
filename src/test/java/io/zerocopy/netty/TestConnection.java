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
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A connection from a channel of ours to a blocking socket that reads only when told to, with a small receive
 * buffer, so that most of what is sent waits in the sender's queue. It sends by zero copy although it is a local path,
 * unless the options say otherwise.
 */
final class TestConnection implements AutoCloseable {

    /** Some packets' worth: loopback's are 64 KiB, and a window smaller than that advances by time-outs. */
    private static final int RECEIVE_BUFFER = 256 * 1024;

    final ZeroCopyEventLoopGroup group;
    final SocketChannel channel;
    final Socket peer;
    private final boolean ownsGroup;

    private TestConnection(ZeroCopyEventLoopGroup group, boolean ownsGroup, Map<ChannelOption<?>, Object> options)
            throws IOException, InterruptedException {
        this.group = group;
        this.ownsGroup = ownsGroup;
        try (ServerSocket server = new ServerSocket()) {
            server.setReceiveBufferSize(RECEIVE_BUFFER);
            server.bind(null);
            Bootstrap bootstrap = new Bootstrap().group(group).channel(ZeroCopySocketChannel.class)
                    .option(ZeroCopyChannelOption.ZERO_COPY_LEARN_PATH, false)
                    .handler(new ChannelInboundHandlerAdapter());
            options.forEach((option, value) -> bootstrap.option(cast(option), value));
            channel = (SocketChannel) bootstrap.connect(InetAddress.getLoopbackAddress(), server.getLocalPort())
                    .sync().channel();
            peer = server.accept();
        }
    }

    static Builder builder() {
        return new Builder();
    }

    ZeroCopySocketChannelConfig config() {
        return ((ZeroCopySocketChannel) channel).config();
    }

    ZeroCopyMetrics metrics() {
        return group.metrics();
    }

    /** Reads and drops until the other side closes; returns the number of bytes. */
    long drain() throws IOException {
        return peer.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    /** Drains in the background until the peer socket is closed or the stream ends. */
    Thread drainInBackground() {
        Thread reader = new Thread(() -> {
            try {
                drain();
            } catch (IOException ignored) {
                // The test has closed the socket.
            }
        }, "peer");
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    @Override
    public void close() throws IOException {
        peer.close();
        channel.close().syncUninterruptibly();
        if (ownsGroup) {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    @SuppressWarnings("unchecked")
    private static ChannelOption<Object> cast(ChannelOption<?> option) {
        return (ChannelOption<Object>) option;
    }

    static final class Builder {
        private final Map<ChannelOption<?>, Object> options = new LinkedHashMap<>();
        private ZeroCopyEventLoopGroup group;

        <T> Builder option(ChannelOption<T> option, T value) {
            options.put(option, value);
            return this;
        }

        /** Uses a group that outlives the connection. */
        Builder group(ZeroCopyEventLoopGroup shared) {
            group = shared;
            return this;
        }

        TestConnection open() throws IOException, InterruptedException {
            return new TestConnection(group == null ? new ZeroCopyEventLoopGroup(1) : group, group == null, options);
        }
    }
}
