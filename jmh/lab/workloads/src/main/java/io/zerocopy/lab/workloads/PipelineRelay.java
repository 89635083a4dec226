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
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;

/** Through both pipelines: what is read from one is written to the other. A message is what one read brought. */
final class PipelineRelay implements Relay {

    @Override
    public ChannelHandler acceptedHandler(Channel target, Tally tally) {
        return new RelayEnd(target) {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                tally.finished(1, ((ByteBuf) message).readableBytes());
                target.write(message, target.voidPromise());
            }

            @Override
            public void channelReadComplete(ChannelHandlerContext ctx) {
                target.flush();
            }
        };
    }

    @Override
    public ChannelHandler targetHandler(Channel accepted) {
        return new RelayEnd(accepted) {
            @Override
            public void channelWritabilityChanged(ChannelHandlerContext ctx) {
                accepted.config().setAutoRead(ctx.channel().isWritable());
            }
        };
    }

    @Override
    public void start(Channel accepted, Channel target) {
        accepted.config().setAutoRead(true);
    }
}
