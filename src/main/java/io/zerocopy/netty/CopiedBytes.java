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
 * Finds out how many bytes Netty's own code writes: what is flushed before, less what is flushed after, and with
 * what listeners flush in between.
 */
final class CopiedBytes implements ChannelOutboundBuffer.MessageProcessor {

    private boolean counting;
    private Object head;
    private boolean headGone;
    private long buffers;
    private long regions;
    private long sign;

    /**
     * Starts counting.
     *
     * @param headOnly whether nothing but the first message is to be written
     */
    void begin(ChannelOutboundBuffer in, boolean headOnly) {
        counting = true;
        buffers = 0;
        regions = 0;
        headGone = false;
        head = headOnly ? in.current() : null;
        sign = 1;
        if (headOnly) {
            processMessage(head);
        } else {
            forEach(in);
        }
    }

    boolean isCounting() {
        return counting;
    }

    /** Around a flush while counting: with {@code -1} before and {@code 1} after, what it adds is counted. */
    void add(ChannelOutboundBuffer in, int direction) {
        if (head == null) {
            sign = direction;
            forEach(in);
        }
    }

    /**
     * A message enters the outbound buffer. If it is the head again, then that is gone: it was released, and its object
     * has come back from the allocator with the next chunk before anybody could look.
     */
    void queued(Object message) {
        headGone |= message == head;
    }

    void end(ChannelOutboundBuffer in) {
        counting = false;
        sign = -1;
        if (head == null) {
            forEach(in);
        } else if (!headGone && in.current() == head) {
            processMessage(head);
        }
        head = null;
    }

    /** Bytes of buffers that were written between {@link #begin} and {@link #end}. */
    long buffers() {
        return buffers;
    }

    /** Bytes of file regions that were written between {@link #begin} and {@link #end}. */
    long regions() {
        return regions;
    }

    @Override
    public boolean processMessage(Object message) {
        if (message instanceof ByteBuf) {
            buffers += sign * ((ByteBuf) message).readableBytes();
        } else if (message instanceof FileRegion) {
            FileRegion region = (FileRegion) message;
            regions += sign * (region.count() - region.transferred());
        }
        return true;
    }

    private void forEach(ChannelOutboundBuffer in) {
        try {
            in.forEachFlushedMessage(this);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
