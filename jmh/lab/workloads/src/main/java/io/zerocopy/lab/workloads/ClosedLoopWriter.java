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

import io.netty.channel.Channel;

import java.util.concurrent.CompletableFuture;

/** Writes whenever the channel is writable, as fast as it goes. */
final class ClosedLoopWriter implements Writer {

    private final Channel channel;
    private final StreamConnection connection;
    private final int gather;
    private final Tally tally;
    private final Runnable goOn = this::goOn;
    private boolean running;
    private boolean scheduled;

    ClosedLoopWriter(StreamConnection connection, int gather, Tally tally) {
        this.connection = connection;
        channel = connection.channel();
        this.gather = gather;
        this.tally = tally;
    }

    @Override
    public void start() {
        running = true;
        resume();
    }

    /** After each flush other channels and tasks of the event loop have their turn. */
    @Override
    public void resume() {
        if (!running || !channel.isWritable()) {
            return;
        }
        long queued = 0;
        long count = 0;
        do {
            channel.write(connection.next(), channel.voidPromise());
            queued += connection.messageSize();
            count++;
        } while (queued < gather && channel.isWritable());
        tally.add(count, queued);
        channel.flush();
        if (channel.isWritable() && !scheduled) {
            scheduled = true;
            channel.eventLoop().execute(goOn);
        }
    }

    /** One more message, the only one with a promise, tells when all before it are accepted. */
    @Override
    public void stop(CompletableFuture<Void> finished) {
        running = false;
        channel.writeAndFlush(connection.next()).addListener(future -> {
            if (future.isSuccess()) {
                tally.finished(1, connection.messageSize());
                finished.complete(null);
            } else {
                finished.completeExceptionally(future.cause());
            }
        });
    }

    private void goOn() {
        scheduled = false;
        resume();
    }
}
