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
import io.netty.channel.ChannelPromise;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * The write of a buffer whose memory others can still reach. It takes the place of the caller's promise in the
 * outbound buffer and completes it when the outbound buffer is done with the message <em>and</em> every send
 * that carried a part of it is notified, so that a completed future means what it means with plain epoll: the
 * memory is the caller's again. A failure waits likewise.
 *
 * <p>Nobody but the transport ever sees it, so it is used again ({@link DeferredWrites}): when it is complete and the
 * channel's list of deferred writes has let go of it, since the outbound buffer and the sends have then as well.
 */
final class DeferredWrite extends ForwardingPromise {

    private static final AtomicIntegerFieldUpdater<DeferredWrite> PENDING =
            AtomicIntegerFieldUpdater.newUpdater(DeferredWrite.class, "pending");

    private final DeferredWrites pool;
    private ChannelPromise caller;
    private ByteBuf buffer;
    private boolean copied;
    private DeferredWrite next;
    private boolean listed;
    private boolean removed;
    private Throwable failure;

    /** One for the outbound buffer, one for each send in flight that carries a part of the message. */
    @SuppressWarnings("unused")
    private volatile int pending;

    DeferredWrite(DeferredWrites pool) {
        this.pool = pool;
    }

    /**
     * @param mustBeCopied whether this message must not be sent by zero copy at all
     */
    void begin(ChannelPromise promise, ByteBuf message, boolean mustBeCopied) {
        caller = promise;
        buffer = message;
        copied = mustBeCopied;
        next = null;
        listed = true;
        removed = false;
        failure = null;
        PENDING.lazySet(this, 1);
    }

    @Override
    ChannelPromise delegate() {
        return caller;
    }

    boolean isFor(ByteBuf message) {
        return buffer == message;
    }

    boolean mustBeCopied() {
        return copied;
    }

    /** Whether the outbound buffer has let go of the message. */
    boolean isRemoved() {
        return removed;
    }

    DeferredWrite next() {
        return next;
    }

    void linkNext(DeferredWrite write) {
        next = write;
    }

    /** The channel's list has let go of it. */
    void unlisted() {
        listed = false;
        next = null;
        if (pending == 0) {
            giveBack();
        }
    }

    /** A send that carries a part of the message was handed to the kernel. */
    void sent() {
        PENDING.incrementAndGet(this);
    }

    /** The kernel is done with such a send. */
    void notified() {
        if (PENDING.decrementAndGet(this) == 0) {
            complete();
        }
    }

    /** The event loop died before the kernel was done with such a send: the future must not promise the memory. */
    void abandoned(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
        notified();
    }

    @Override
    public boolean setUncancellable() {
        if (caller.setUncancellable()) {
            return true;
        }
        // The outbound buffer drops it and says no more, so it is never complete, and not used again.
        removed = true;
        return false;
    }

    @Override
    public boolean trySuccess(Void result) {
        return outboundBufferDone(null);
    }

    @Override
    public boolean tryFailure(Throwable cause) {
        return outboundBufferDone(cause);
    }

    private boolean outboundBufferDone(Throwable cause) {
        if (removed) {
            return false;
        }
        removed = true;
        if (cause != null) {
            // Never erases what abandoned() said, perhaps on the thread of the channel's former event loop.
            failure = cause;
        }
        notified();
        return true;
    }

    private void complete() {
        ChannelPromise promise = caller;
        Throwable cause = failure;
        buffer = null;
        if (!listed) {
            giveBack();
        }
        // The last thing: listeners may write, and begin this one anew.
        if (cause == null) {
            promise.trySuccess();
        } else {
            promise.tryFailure(cause);
        }
    }

    private void giveBack() {
        caller = null;
        failure = null;
        pool.giveBack(this);
    }
}
