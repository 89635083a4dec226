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
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.DefaultHttpContent;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tells all who watch the live page what happens, and lets them choose the load, which runs only while they watch. */
final class Dashboard {

    private static final long SAMPLE_MILLIS = 500;

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

    /** The channel has sent the head of an event stream; events follow until it is closed. */
    void watch(Channel channel) {
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
        if (!Objects.equals(wanted, running) || change.isCompletedExceptionally()) {
            running = wanted;
            change = generator.run(wanted);
        }
        return change;
    }

    /** Who does not keep up misses a sample. */
    private void tell() {
        if (!watchers.isEmpty()) {
            String event = "data: " + Sample.take(generator, server.get()).json() + "\n\n";
            watchers.writeAndFlush(new DefaultHttpContent(Unpooled.copiedBuffer(event, StandardCharsets.UTF_8)),
                    Channel::isWritable);
        }
    }
}
