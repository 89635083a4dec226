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
import io.netty.channel.ChannelFutureListener;

/** A connection that sends a request when it is told to, and reports when its answer is complete. */
abstract class Exchange extends Connection {

    private final ByteBuf request;
    /** Whose turn it is. */
    private Requests current;
    /** Who is waiting for the answer: {@code null} if nobody is, and not always the current round. */
    private Requests asking;
    private long since;
    private long received;
    private long freeSince;

    /** The request is {@link Reusable}. */
    Exchange(Loop loop, ByteBuf request) {
        super(loop);
        this.request = request;
    }

    /** From now on, requests are of that round. A connection that still waits for an answer joins when it has come. */
    final void join(Requests round) {
        current = round;
        if (asking == null) {
            beFree();
        }
    }

    /** Sends a request that is measured from the given time. */
    final void send(long sinceNanos) {
        asking = current;
        since = sinceNanos;
        received = 0;
        channel().writeAndFlush(request.duplicate()).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }

    final long freeSince() {
        return freeSince;
    }

    /** Some of the answer has come; returns how much has by now. */
    final long received(int bytes) {
        if (asking == null) {
            fail("an answer that nobody has asked for");
        }
        received += bytes;
        return received;
    }

    /** All of the answer has come. */
    final void answered() {
        Requests asked = asking;
        if (asked != null) {
            asking = null;
            asked.answered(since, received);
            beFree();
        }
    }

    private void beFree() {
        freeSince = System.nanoTime();
        current.free(this);
    }
}
