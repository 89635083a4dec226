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

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.zerocopy.lab.protocol.Parameters;
import io.zerocopy.lab.protocol.Session;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The event loops of a session, and how each connection on them is set up. */
final class Loops {

    private static final int DEFAULT_GATHER = 256 << 10;
    private static final int MIN_HIGH_WATER_MARK = 64 << 10;
    /** Twice this still fits an int. */
    private static final int MAX_GATHER = 1 << 29;
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    private final Contender contender;
    private final int gather;
    private final LoopThreads threads = new LoopThreads();
    private final EventLoopGroup group;
    private final Map<EventExecutor, Tally> tallies = new HashMap<>();
    /** What comes after it was closed is closed as well. */
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

    Loops(Contender contender, Parameters parameters) {
        this.contender = contender;
        gather = parameters.has("gather") ? parameters.integer("gather", 1, MAX_GATHER) : DEFAULT_GATHER;
        group = contender.groups().apply(parameters.positive("loops"), threads);
        for (EventExecutor loop : group) {
            tallies.put(loop, new Tally());
        }
    }

    /** How many bytes share a flush. */
    int gather() {
        return gather;
    }

    EventLoopGroup group() {
        return group;
    }

    LoopThreads threads() {
        return threads;
    }

    Tally tally(Channel channel) {
        return tallies.get(channel.eventLoop());
    }

    /** What all event loops have finished, each asked on its own thread. */
    Tally.Total total() throws Exception {
        Tally.Total total = Tally.Total.NONE;
        for (Map.Entry<EventExecutor, Tally> entry : tallies.entrySet()) {
            total = total.plus(entry.getKey().submit(() -> entry.getValue().total())
                    .get(Session.END_TIMEOUT_SECONDS, TimeUnit.SECONDS));
        }
        return total;
    }

    Bootstrap client(EventLoopGroup on) {
        Bootstrap bootstrap = new Bootstrap().group(on).channel(contender.channel())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS);
        options().forEach((option, value) -> setOption(bootstrap, option, value));
        return bootstrap;
    }

    ServerBootstrap server() {
        ServerBootstrap bootstrap = new ServerBootstrap().group(group).channel(contender.serverChannel());
        options().forEach((option, value) -> setChildOption(bootstrap, option, value));
        return bootstrap;
    }

    /** Every channel must be closed with the session. */
    void closeAtEnd(Channel channel) {
        channels.add(channel);
    }

    /** First the channels: event loops of Netty 4.2's epoll that end leave some open. */
    void close() throws InterruptedException {
        channels.close().await(Session.END_TIMEOUT_SECONDS / 2, TimeUnit.SECONDS);
        if (!group.shutdownGracefully(0, Session.END_TIMEOUT_SECONDS / 2, TimeUnit.SECONDS)
                  .await(Session.END_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the event loops did not end");
        }
    }

    private Map<ChannelOption<?>, Object> options() {
        int high = Math.max(MIN_HIGH_WATER_MARK, 2 * gather);
        Map<ChannelOption<?>, Object> options = new HashMap<>(contender.options());
        options.put(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(high / 2, high));
        options.put(ChannelOption.TCP_NODELAY, true);
        return options;
    }

    @SuppressWarnings("unchecked")
    private static <T> void setOption(Bootstrap bootstrap, ChannelOption<T> option, Object value) {
        bootstrap.option(option, (T) value);
    }

    @SuppressWarnings("unchecked")
    private static <T> void setChildOption(ServerBootstrap bootstrap, ChannelOption<T> option, Object value) {
        bootstrap.childOption(option, (T) value);
    }
}
