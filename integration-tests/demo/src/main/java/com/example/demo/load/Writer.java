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
package com.example.demo.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import java.util.concurrent.atomic.AtomicLong;

/** Keeps its connection full: writes whenever the channel is writable, each time a fresh buffer. */
final class Writer extends ChannelInboundHandlerAdapter {

    /**
     * Memory that nobody has written yet is one page of zeroes to the kernel, again and again, and cheap to copy. So
     * what is allocated first is filled, until the allocator hands out memory that was filled before. It may also hand
     * out other memory, with whatever that held: to fill all of it would be measured as a cost of sending.
     */
    private static final long FILLED_FIRST = 16 << 20;

    private final int messageBytes;
    private final AtomicLong sentBytes;
    private long leftToFill = FILLED_FIRST;
    private boolean scheduled;

    Writer(int messageBytes, AtomicLong sentBytes) {
        this.messageBytes = messageBytes;
        this.sentBytes = sentBytes;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        write(ctx);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        write(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    /** One message; then the other connections of the event loop have their turn. */
    private void write(ChannelHandlerContext ctx) {
        if (scheduled || !ctx.channel().isActive() || !ctx.channel().isWritable()) {
            return;
        }
        scheduled = true;
        ctx.executor().execute(() -> {
            scheduled = false;
            if (ctx.channel().isActive() && ctx.channel().isWritable()) {
                ctx.writeAndFlush(message(ctx), ctx.voidPromise());
                // Written is not sent yet, but what is written and not sent is bounded by the channel's water mark.
                sentBytes.lazySet(sentBytes.get() + messageBytes);
                write(ctx);
            }
        });
    }

    private ByteBuf message(ChannelHandlerContext ctx) {
        ByteBuf message = ctx.alloc().directBuffer(messageBytes);
        if (leftToFill <= 0) {
            return message.writerIndex(messageBytes);
        }
        leftToFill -= messageBytes;
        return message.writeZero(messageBytes);
    }
}
