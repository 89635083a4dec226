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

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.FileRegion;

/**
 * Adds up what is flushed but not yet written, so that the bytes of a copying route can be told from before and
 * after.
 */
final class FlushedBytes implements ChannelOutboundBuffer.MessageProcessor {

    private long sum;

    long count(ChannelOutboundBuffer in) throws Exception {
        sum = 0;
        in.forEachFlushedMessage(this);
        return sum;
    }

    @Override
    public boolean processMessage(Object message) {
        if (message instanceof ByteBuf) {
            sum += ((ByteBuf) message).readableBytes();
        } else if (message instanceof FileRegion) {
            FileRegion region = (FileRegion) message;
            sum += region.count() - region.transferred();
        }
        return true;
    }
}
