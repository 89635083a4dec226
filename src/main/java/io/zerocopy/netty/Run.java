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
import io.netty.channel.unix.IovArray;

import java.util.Arrays;

/**
 * The consecutive buffers at the head of an outbound buffer, gathered into one vectored request. Large messages
 * are pinned where they are; what is too small to be worth a page reference is copied into one scratch buffer.
 * One instance serves an event loop; it is empty again after {@link #pinTo} or {@link #clear}.
 */
final class Run implements ChannelOutboundBuffer.MessageProcessor {

    /** Shorter messages are copied: that costs less than pinning their page, and needs no ownership. */
    static final int MIN_PINNED = 2048;

    /** The kernel takes at most this many parts in a request (UIO_MAXIOV). */
    private static final int MAX_MESSAGES = 1024;

    private final RegisteredMemory registered;
    private final IovArray iov = new IovArray();
    private ByteBuf[] messages = new ByteBuf[16];
    private DeferredWrite[] writes = new DeferredWrite[16];
    private int count;
    private long bytes;
    private int smallBytes;
    private boolean stoppedByShared;
    private DeferredWrite nextDeferred;
    private long maxBytes;
    private long enoughBytes;
    private long enoughSmallBytes;
    private Region region;
    private boolean pinning;

    Run(RegisteredMemory registered) {
        this.registered = registered;
    }

    /**
     * Looks at the messages from the head on, up to the first that is no buffer or must be copied, or that lies in
     * other memory than those before it.
     *
     * @param firstDeferred the first of the channel's deferred writes, in the order of the outbound buffer
     * @param enough        so many bytes are worth a request of their own
     */
    void collect(ChannelOutboundBuffer in, DeferredWrite firstDeferred, long enough, long limit) throws Exception {
        clear();
        nextDeferred = firstDeferred;
        enoughBytes = enough;
        maxBytes = limit;
        // Whatever follows, most of the run is small then.
        enoughSmallBytes = enough == 0 ? Long.MAX_VALUE : in.totalPendingWriteBytes() / 2;
        in.forEachFlushedMessage(this);
        nextDeferred = null;
    }

    @Override
    public boolean processMessage(Object message) {
        if (!(message instanceof ByteBuf)) {
            return false;
        }
        ByteBuf buffer = (ByteBuf) message;
        DeferredWrite write = deferredFor(buffer);
        if (write != null && write.mustBeCopied()) {
            stoppedByShared = true;
            return false;
        }
        int length = buffer.readableBytes();
        if (length == 0) {
            return true;
        }
        if (length >= MIN_PINNED && !fits(buffer)) {
            return false;
        }
        if (count == messages.length) {
            messages = Arrays.copyOf(messages, count * 2);
            writes = Arrays.copyOf(writes, count * 2);
        }
        messages[count] = buffer;
        writes[count] = write;
        count++;
        bytes += length;
        if (length < MIN_PINNED) {
            smallBytes += length;
            if (smallBytes > enoughSmallBytes) {
                return false;
            }
        }
        return bytes < maxBytes && count < MAX_MESSAGES;
    }

    long bytes() {
        return Math.min(bytes, maxBytes);
    }

    /** Whether nothing but a buffer that must be copied is at the head. */
    boolean isStoppedAtHead() {
        return stoppedByShared && count == 0;
    }

    /** Whether copying the small messages would be most of the work. */
    boolean isMostlySmall() {
        return smallBytes > bytes / 2;
    }

    /** The registered memory in which all large messages lie, or {@code null}. */
    Region region() {
        return region;
    }

    /** The messages are sent from where they are, as if their memory was not registered. */
    void leaveRegion() {
        region = null;
    }

    int smallBytes() {
        return smallBytes;
    }

    /**
     * Hands every buffer of the run to the request and fills the iovec array.
     *
     * @param scratch takes the small messages and is released; {@code null} if there are none
     */
    void pinTo(InFlightSend send, ByteBuf scratch) {
        iov.clear();
        try {
            if (scratch != null) {
                // Its parts lie all over the request: it must stay if the kernel takes anything at all.
                send.pin(scratch, null, 0);
            }
            gather(send, scratch);
        } finally {
            if (scratch != null) {
                scratch.release();
            }
            clear();
        }
    }

    long iovAddress() {
        return iov.memoryAddress(0);
    }

    int iovCount() {
        return iov.count();
    }

    /** The bytes of the request that was filled last. */
    long gatheredBytes() {
        return iov.size();
    }

    void clear() {
        Arrays.fill(messages, 0, count, null);
        Arrays.fill(writes, 0, count, null);
        count = 0;
        bytes = 0;
        smallBytes = 0;
        stoppedByShared = false;
        region = null;
        pinning = false;
    }

    void release() {
        iov.release();
    }

    private void gather(InFlightSend send, ByteBuf scratch) {
        long left = bytes();
        for (int i = 0; i < count; i++) {
            ByteBuf message = messages[i];
            int length = (int) Math.min(message.readableBytes(), left);
            boolean complete;
            if (message.readableBytes() < MIN_PINNED) {
                int start = scratch.writerIndex();
                scratch.writeBytes(message, message.readerIndex(), length);
                complete = iov.add(scratch, start, length);
            } else {
                complete = iov.add(message, message.readerIndex(), length);
                send.pin(message, writes[i], iov.size());
            }
            left -= length;
            if (!complete || left == 0) {
                return;
            }
        }
    }

    /** A request's memory is all in one registration, or in none. */
    private boolean fits(ByteBuf buffer) {
        Region other = regionOf(buffer);
        if (!pinning) {
            pinning = true;
            region = other;
        } else if (other != region) {
            if (bytes >= enoughBytes) {
                return false;
            }
            region = null;
        }
        return true;
    }

    private Region regionOf(ByteBuf buffer) {
        if (buffer.hasMemoryAddress()) {
            long address = buffer.memoryAddress() + buffer.readerIndex();
            int length = buffer.readableBytes();
            return region != null && region.contains(address, length) ? region : registered.find(address, length);
        }
        return null;
    }

    private DeferredWrite deferredFor(ByteBuf buffer) {
        while (nextDeferred != null && nextDeferred.isRemoved()) {
            nextDeferred = nextDeferred.next();
        }
        if (nextDeferred == null || !nextDeferred.isFor(buffer)) {
            return null;
        }
        DeferredWrite write = nextDeferred;
        nextDeferred = write.next();
        return write;
    }
}
