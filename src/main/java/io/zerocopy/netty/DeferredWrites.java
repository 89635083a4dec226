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
import io.netty.util.concurrent.EventExecutor;

/**
 * The deferred writes of an event loop, used again so that shared memory costs no garbage. One that ends on another
 * thread, after its channel has moved, is left to the garbage collector.
 */
final class DeferredWrites {

    /** More are only there while peers are slow. */
    private static final int KEPT = 1024;

    private final EventExecutor eventLoop;
    private final DeferredWrite[] kept = new DeferredWrite[KEPT];
    private int count;

    DeferredWrites(EventExecutor eventLoop) {
        this.eventLoop = eventLoop;
    }

    /** On the event loop only. */
    DeferredWrite begin(ChannelPromise caller, ByteBuf buffer, boolean mustBeCopied) {
        DeferredWrite write = count == 0 ? new DeferredWrite(this) : kept[--count];
        write.begin(caller, buffer, mustBeCopied);
        return write;
    }

    /** Nothing refers to it any more. */
    void giveBack(DeferredWrite write) {
        if (eventLoop.inEventLoop() && count < KEPT) {
            kept[count++] = write;
        }
    }
}
