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

/** Sends back what it reads. A message is what one read brought. */
final class EchoService implements Service {

    @Override
    public void accept(Channel channel, Loops loops) {
        channel.pipeline().addLast(new Handler(loops.tally(channel)));
    }

    private static final class Handler extends Answering {
        private final Tally tally;

        Handler(Tally tally) {
            this.tally = tally;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            tally.finished(1, ((ByteBuf) message).readableBytes());
            ctx.write(message, ctx.voidPromise());
        }
    }
}
