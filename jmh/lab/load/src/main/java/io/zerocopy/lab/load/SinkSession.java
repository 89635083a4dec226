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
package io.zerocopy.lab.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.zerocopy.lab.protocol.Parameters;
import io.zerocopy.lab.protocol.Round;
import io.zerocopy.lab.protocol.Session;
import io.zerocopy.lab.protocol.UnsupportedException;

import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;

/** Reads whatever comes on any number of connections, and drops it. A message is what one read brought. */
final class SinkSession implements Session {

    private final Loop loop;
    private final Reader reader;
    private final int port;

    private SinkSession(Loop loop, Reader reader, int port) {
        this.loop = loop;
        this.reader = reader;
        this.port = port;
    }

    static Session open(Parameters parameters) throws Exception {
        String host = parameters.string("host");
        int port = parameters.listenPort();
        Loop loop = new Loop();
        try {
            Reader reader = new Reader(loop);
            return new SinkSession(loop, reader, loop.listen(host, port, reader));
        } catch (Throwable t) {
            loop.close();
            throw t;
        }
    }

    @Override
    public Map<String, ?> opened() {
        return Map.of("port", port);
    }

    @Override
    public void begin(OptionalDouble rate) throws Exception {
        if (rate.isPresent()) {
            throw new UnsupportedException("a sink's rate is its senders' affair");
        }
        loop.check();
        loop.call(() -> reader.tally = new Tally());
    }

    @Override
    public Round end() throws Exception {
        loop.check();
        return loop.call(() -> reader.tally.round(null, Map.of("connections", reader.connections)));
    }

    @Override
    public void close() throws InterruptedException {
        loop.close();
    }

    /** Of all connections, as all of them are on the one event loop. */
    @Sharable
    private static final class Reader extends ChannelInboundHandlerAdapter {
        private final Loop loop;
        private Tally tally = new Tally();
        private int connections;

        Reader(Loop loop) {
            this.loop = loop;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            connections++;
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            connections--;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            tally.finished(bytes.readableBytes());
            bytes.release();
        }

        /** Senders come and go as they like, also by a reset; anything else is a failure. */
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (!(cause instanceof IOException)) {
                loop.fail(cause);
            }
            ctx.close();
        }
    }
}
