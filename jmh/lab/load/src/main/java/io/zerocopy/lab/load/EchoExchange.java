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
import io.netty.channel.ChannelHandlerContext;
import io.zerocopy.lab.protocol.Parameters;

import java.util.function.Function;

/** Sends bytes, and waits until as many have come back. */
final class EchoExchange extends Exchange {

    private final int size;

    private EchoExchange(Loop loop, ByteBuf request) {
        super(loop, request);
        size = request.readableBytes();
    }

    static Function<Loop, Exchange> factory(Parameters parameters) {
        int size = parameters.positive("size");
        ByteBuf request = Reusable.buffer(new byte[size]);
        return loop -> new EchoExchange(loop, request);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        long received = received(bytes.readableBytes());
        bytes.release();
        if (received == size) {
            answered();
        } else if (received > size) {
            fail("more came back than was sent");
        }
    }
}
