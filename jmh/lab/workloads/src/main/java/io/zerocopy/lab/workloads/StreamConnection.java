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
package io.zerocopy.lab.workloads;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import java.util.concurrent.CompletableFuture;

/** One connection of a stream, with a writer of its own for each round. */
final class StreamConnection extends ChannelInboundHandlerAdapter {

    private final Messages messages;
    private final Http2Answer http2;
    private Channel channel;
    private Writer writer;
    private CompletableFuture<Void> finished = new CompletableFuture<>();
    private Throwable failure;

    StreamConnection(Messages messages) {
        this.messages = messages;
        http2 = messages.areHttp2() ? new Http2Answer() : null;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        channel = ctx.channel();
        if (http2 != null) {
            channel.pipeline().addBefore(ctx.name(), null, http2);
        }
    }

    /** The next message, in the connection's protocol. */
    Object next() {
        ByteBuf body = messages.next(channel.alloc());
        return http2 == null ? body : http2.next(body);
    }

    int messageSize() {
        return messages.size();
    }

    Channel channel() {
        return channel;
    }

    void begin(Writer newWriter) {
        channel.eventLoop().execute(() -> {
            writer = newWriter;
            writer.start();
        });
    }

    /** The future completes when everything that was written is accepted by the kernel. */
    CompletableFuture<Void> end() {
        CompletableFuture<Void> ofRound = new CompletableFuture<>();
        channel.eventLoop().execute(() -> {
            finished = ofRound;
            if (failure != null) {
                finished.completeExceptionally(failure);
            }
            writer.stop(finished);
        });
        return ofRound;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (writer != null) {
            writer.resume();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(new IllegalStateException("connection lost: " + ctx.channel()));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(cause);
        ctx.close();
    }

    /** The first cause tells most. */
    private void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
        finished.completeExceptionally(failure);
    }
}
