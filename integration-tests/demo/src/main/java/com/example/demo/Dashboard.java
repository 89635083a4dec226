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
package com.example.demo;

import com.example.demo.load.LoadGenerator;
import com.example.demo.load.LoadShape;
import com.example.demo.load.Transport;
import com.example.demo.load.TransportFigures;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.util.AttributeKey;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tells all who watch the live page what happens, and lets them choose the load, which runs only while they watch. */
final class Dashboard {

    private static final long SAMPLE_MILLIS = 500;

    /** In a row, by who reads nothing: a browser's tab may be stopped, and a machine gone. */
    private static final int MOST_MISSED_SAMPLES = 10;

    /**
     * What a watcher has not read waits here and in the kernel. Both are small, a few samples, so that it shows soon.
     */
    private static final WriteBufferWaterMark WAITING_HERE = new WriteBufferWaterMark(1 << 10, 4 << 10);
    private static final int WAITING_IN_KERNEL = 8 << 10;

    private static final AttributeKey<Integer> MISSED = AttributeKey.valueOf(Dashboard.class, "missed");

    private final LoadGenerator generator;
    private final Supplier<TransportFigures> server;
    private final ChannelGroup watchers;
    private LoadShape chosen = new LoadShape(Transport.ZERO_COPY, 256 << 10);
    private LoadShape running;
    private CompletableFuture<Void> change = CompletableFuture.completedFuture(null);

    Dashboard(LoadGenerator generator, Supplier<TransportFigures> server, EventLoop executor) {
        this.generator = generator;
        this.server = server;
        watchers = new DefaultChannelGroup(executor);
        executor.scheduleAtFixedRate(this::tell, SAMPLE_MILLIS, SAMPLE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The channel has sent the head of an event stream; events follow until it is closed. On its event loop. */
    void watch(Channel channel) {
        if (!channel.isOpen()) {
            return;
        }
        channel.config().setWriteBufferWaterMark(WAITING_HERE);
        channel.config().setOption(ChannelOption.SO_SNDBUF, WAITING_IN_KERNEL);
        channel.attr(MISSED).set(0);
        watchers.add(channel);
        apply();
        channel.closeFuture().addListener(closed -> apply());
    }

    /**
     * Changes the load, for everybody.
     *
     * @param shape {@code null} for none
     * @return completes when it runs, or will run as soon as somebody watches; fails if it cannot
     */
    CompletableFuture<Void> choose(LoadShape shape) {
        synchronized (this) {
            chosen = shape;
        }
        return apply();
    }

    private synchronized CompletableFuture<Void> apply() {
        LoadShape wanted = watchers.isEmpty() ? null : chosen;
        // A failure is one of this change, or of the load that it began.
        if (!Objects.equals(wanted, running) || change.isDone() && generator.failure() != null) {
            running = wanted;
            change = generator.run(wanted);
        }
        return change;
    }

    /** Who does not keep up misses a sample, or in the end all of them. */
    private void tell() {
        watchers.forEach(Dashboard::countMissed);
        if (!watchers.isEmpty()) {
            String event = "data: " + Sample.take(generator, server.get()).json() + "\n\n";
            watchers.writeAndFlush(new DefaultHttpContent(Unpooled.copiedBuffer(event, StandardCharsets.UTF_8)),
                    Channel::isWritable);
        }
    }

    private static void countMissed(Channel watcher) {
        int missed = watcher.isWritable() ? 0 : watcher.attr(MISSED).get() + 1;
        watcher.attr(MISSED).set(missed);
        if (missed == MOST_MISSED_SAMPLES) {
            watcher.close();
        }
    }
}
