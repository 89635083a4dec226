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
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A transport that is measured. It is described before anybody knows whether it is available.
 *
 * @param name how the driver calls it
 * @param unavailabilityCause tells why it does not work here, or {@code null}
 * @param groups makes a number of event loops
 * @param channel what connects, and what {@code serverChannel} accepts
 * @param serverChannel what listens
 * @param options what makes this contender out of the transport; set on each connection
 * @param observer watches a group for what only this transport knows
 */
public record Contender(String name, Supplier<Throwable> unavailabilityCause,
                        BiFunction<Integer, ThreadFactory, EventLoopGroup> groups,
                        Class<? extends Channel> channel, Class<? extends ServerChannel> serverChannel,
                        Map<ChannelOption<?>, Object> options, Function<EventLoopGroup, Observation> observer) {

    /** A transport with its defaults. */
    public Contender(String name, Supplier<Throwable> unavailabilityCause,
                     BiFunction<Integer, ThreadFactory, EventLoopGroup> groups,
                     Class<? extends Channel> channel, Class<? extends ServerChannel> serverChannel) {
        this(name, unavailabilityCause, groups, channel, serverChannel, Map.of(), group -> Observation.NONE);
    }

    /** The same with one more option. */
    public <T> Contender with(ChannelOption<T> option, T value) {
        Map<ChannelOption<?>, Object> more = new HashMap<>(options);
        more.put(option, value);
        return new Contender(name, unavailabilityCause, groups, channel, serverChannel, more, observer);
    }

    /** The same with numbers of its own. */
    public Contender observedBy(Function<EventLoopGroup, Observation> newObserver) {
        return new Contender(name, unavailabilityCause, groups, channel, serverChannel, options, newObserver);
    }
}
