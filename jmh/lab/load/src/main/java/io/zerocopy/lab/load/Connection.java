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

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** A connection that the load has made, and that must last as long as the session. */
abstract class Connection extends ChannelInboundHandlerAdapter {

    private final Loop loop;
    private Channel channel;

    Connection(Loop loop) {
        this.loop = loop;
    }

    final Channel channel() {
        return channel;
    }

    final void fail(String reason) {
        loop.fail(new IllegalStateException(reason + ": " + channel));
        channel.close();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        channel = ctx.channel();
    }

    @Override
    public final void channelInactive(ChannelHandlerContext ctx) {
        fail("connection lost");
    }

    @Override
    public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        loop.fail(cause);
        ctx.close();
    }
}
