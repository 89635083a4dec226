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
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;

import java.util.concurrent.CompletableFuture;

/** A connection that is written to whenever it takes something. */
final class Pump extends Connection {

    private final ByteBuf chunk;
    private final ChannelFutureListener accepted = this::accepted;
    private Tally tally;
    private CompletableFuture<Void> drained;
    private boolean running;
    private int pending;

    Pump(Loop loop, ByteBuf chunk) {
        super(loop);
        this.chunk = chunk;
    }

    void start(Tally ofRound) {
        tally = ofRound;
        drained = new CompletableFuture<>();
        running = true;
        pump();
    }

    /** The future completes when the kernel has accepted everything that was written. */
    CompletableFuture<Void> stop() {
        running = false;
        completeIfDrained();
        return drained;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        pump();
    }

    /** Goes on until the channel is not writable, so that it will say when it is again. */
    private void pump() {
        if (!running || !channel().isWritable()) {
            return;
        }
        while (channel().isWritable()) {
            pending++;
            channel().write(chunk.duplicate()).addListener(accepted);
        }
        channel().flush();
    }

    private void accepted(ChannelFuture write) {
        if (write.isSuccess()) {
            pending--;
            tally.finished(chunk.readableBytes());
            completeIfDrained();
        } else {
            fail("write failed, " + write.cause());
        }
    }

    private void completeIfDrained() {
        if (!running && pending == 0) {
            drained.complete(null);
        }
    }
}
