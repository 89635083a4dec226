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
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.concurrent.Future;
import org.HdrHistogram.Histogram;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Writes each message when it is due, and measures from then. What is due while the channel is not writable waits,
 * and its latency grows.
 */
final class OpenLoopWriter implements Writer {

    private static final long MAX_BACKLOG_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Channel channel;
    private final StreamConnection connection;
    private final Tally tally;
    private final Histogram latencies;
    private final Schedule schedule;
    private final ChannelFutureListener measure = this::accepted;
    private Future<?> timer;
    private long written;
    private long completed;
    private long last = Long.MAX_VALUE;
    private boolean overloaded;
    private CompletableFuture<Void> finished;

    OpenLoopWriter(StreamConnection connection, Tally tally, Histogram latencies, Schedule schedule) {
        this.connection = connection;
        channel = connection.channel();
        this.tally = tally;
        this.latencies = latencies;
        this.schedule = schedule;
    }

    /** A periodic task, as it is one object for all messages; its deadlines are those of the messages. */
    @Override
    public void start() {
        timer = channel.eventLoop().scheduleAtFixedRate(this::resume,
                Math.max(0, schedule.due(0) - System.nanoTime()), schedule.periodNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void resume() {
        long now = System.nanoTime();
        if (completed < last && now - schedule.due(completed) > MAX_BACKLOG_NANOS) {
            overloaded = true;
            last = written;
        }
        long due = Math.min(last, schedule.dueBy(now));
        long before = written;
        while (written < due && channel.isWritable()) {
            written++;
            channel.write(connection.next()).addListener(measure);
        }
        if (written > before) {
            channel.flush();
        }
    }

    /** What is due by now still belongs to the round. */
    @Override
    public void stop(CompletableFuture<Void> whenFinished) {
        finished = whenFinished;
        timer.cancel(false);
        last = Math.min(last, schedule.dueBy(System.nanoTime()));
        resume();
        finishIfDone();
    }

    boolean overloaded() {
        return overloaded;
    }

    /** Writes complete in their order, so that counting them tells which one it was. */
    private void accepted(ChannelFuture future) {
        if (future.isSuccess()) {
            latencies.recordValue(System.nanoTime() - schedule.due(completed));
            completed++;
            tally.finished(1, connection.messageSize());
            finishIfDone();
        } else if (finished != null) {
            finished.completeExceptionally(future.cause());
        }
    }

    private void finishIfDone() {
        if (finished != null && completed == last) {
            finished.complete(null);
        }
    }

    /**
     * When the messages of one connection are due: in whole nanoseconds, so that the timer does not drift from them.
     *
     * @param firstNanos when the first one is due, in {@link System#nanoTime()}
     * @param periodNanos from one to the next
     */
    record Schedule(long firstNanos, long periodNanos) {

        /** When message {@code n} is due; they count from 0. */
        long due(long n) {
            return firstNanos + n * periodNanos;
        }

        /** How many are due by then. */
        long dueBy(long now) {
            return now < firstNanos ? 0 : (now - firstNanos) / periodNanos + 1;
        }
    }
}
