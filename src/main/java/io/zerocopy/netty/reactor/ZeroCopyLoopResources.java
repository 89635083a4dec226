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
package io.zerocopy.netty.reactor;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoop;
import io.netty.util.internal.ObjectUtil;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopyLimits;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Runs Reactor Netty's servers and clients on a {@link ZeroCopyEventLoopGroup}: {@code HttpServer.create().runOn(...)}.
 * TCP connections are {@link io.zerocopy.netty.ZeroCopySocketChannel}s; datagrams, UNIX domain sockets and the DNS
 * resolver use Netty's epoll channels on the same event loops.
 *
 * <p>Where Netty's epoll transport is not available, and for servers and clients that do not want native event loops
 * ({@code runOn(loops, false)}, {@code -Dreactor.netty.native=false}), they are those that Reactor Netty makes itself.
 * Event loops are made when they are first asked for; whoever made the resources disposes of them.
 */
public final class ZeroCopyLoopResources implements LoopResources {

    static final int NO_SELECTORS = -1;

    private final Builder settings;
    private final ConnectionDefaults connectionDefaults;
    private final LoopResources others;
    private volatile ZeroCopyLoops loops;
    private volatile boolean disposed;

    private ZeroCopyLoopResources(Builder settings) {
        this.settings = settings;
        connectionDefaults = new ConnectionDefaults(settings.options);
        others = LoopResources.create(settings.prefix, settings.selectors, settings.workers, settings.daemon,
                settings.colocate);
    }

    /** With the defaults of {@link LoopResources#create(String)}; the threads' names start with the prefix. */
    public static ZeroCopyLoopResources create(String prefix) {
        return builder(prefix).build();
    }

    /** For settings that differ from those of {@link #create}. */
    public static Builder builder(String prefix) {
        return new Builder(prefix);
    }

    /**
     * The event loops that can send by zero copy, for their {@linkplain ZeroCopyEventLoopGroup#metrics() metrics};
     * empty as long as no server or client has asked for them.
     */
    public Optional<ZeroCopyEventLoopGroup> group() {
        return Optional.ofNullable(loops).map(ZeroCopyLoops::workers);
    }

    @Override
    public EventLoopGroup onServer(boolean useNative) {
        return useEpoll(useNative) ? loops().workers() : others.onServer(useNative);
    }

    @Override
    public EventLoopGroup onServerSelect(boolean useNative) {
        return useEpoll(useNative) ? loops().selectors() : others.onServerSelect(useNative);
    }

    @Override
    public EventLoopGroup onClient(boolean useNative) {
        return useEpoll(useNative) ? loops().clients() : others.onClient(useNative);
    }

    @Override
    public <C extends Channel> C onChannel(Class<C> channelType, EventLoopGroup group) {
        if (!isEpoll(group)) {
            return others.onChannel(channelType, group);
        }
        C channel = EpollChannels.create(channelType);
        connectionDefaults.applyTo(channel);
        return channel;
    }

    @Override
    public <C extends Channel> Class<? extends C> onChannelClass(Class<C> channelType, EventLoopGroup group) {
        return isEpoll(group) ? EpollChannels.implementation(channelType) : others.onChannelClass(channelType, group);
    }

    @Override
    public Mono<Void> disposeLater(Duration quietPeriod, Duration timeout) {
        return Mono.defer(() -> {
            ZeroCopyLoops ending = end();
            Mono<Void> ended = ending == null ? Mono.empty() : ending.shutDown(quietPeriod, timeout);
            return Mono.when(ended, others.disposeLater(quietPeriod, timeout))
                       .timeout(timeout, Mono.error(() -> new IllegalStateException(
                               this + " did not end within " + timeout.toMillis() + " ms")));
        });
    }

    @Override
    public boolean isDisposed() {
        return disposed;
    }

    @Override
    public String toString() {
        return "ZeroCopyLoopResources{prefix=" + settings.prefix + ", workers=" + settings.workers
                + ", selectors=" + settings.selectors + ", daemon=" + settings.daemon + '}';
    }

    private synchronized ZeroCopyLoops end() {
        disposed = true;
        return loops;
    }

    private ZeroCopyLoops loops() {
        ZeroCopyLoops current = loops;
        return current == null ? makeLoops() : current;
    }

    private synchronized ZeroCopyLoops makeLoops() {
        if (disposed) {
            throw new IllegalStateException(this + " is disposed");
        }
        if (loops == null) {
            loops = new ZeroCopyLoops(settings);
        }
        return loops;
    }

    private static boolean useEpoll(boolean useNative) {
        return useNative && Epoll.isAvailable();
    }

    /** Asks an event loop, since the group may be a wrapper; not {@code next()}, which would skip one for real use. */
    private static boolean isEpoll(EventLoopGroup group) {
        return group.iterator().next() instanceof EpollEventLoop;
    }

    /** Settings of {@link ZeroCopyLoopResources}. What is not set is as with {@link LoopResources#create(String)}. */
    public static final class Builder {

        final String prefix;
        final Map<ChannelOption<?>, Object> options = new HashMap<>();
        int workers = DEFAULT_IO_WORKER_COUNT;
        int selectors = DEFAULT_IO_SELECT_COUNT;
        boolean daemon = true;
        boolean colocate = true;
        ZeroCopyLimits limits = ZeroCopyLimits.defaults();
        Duration lagInterval = Duration.ZERO;

        private Builder(String prefix) {
            this.prefix = ObjectUtil.checkNonEmpty(prefix, "prefix");
        }

        private Builder(Builder other) {
            prefix = other.prefix;
            options.putAll(other.options);
            workers = other.workers;
            selectors = other.selectors;
            daemon = other.daemon;
            colocate = other.colocate;
            limits = other.limits;
            lagInterval = other.lagInterval;
        }

        /** The number of event loops for connections. */
        public Builder workers(int count) {
            workers = ObjectUtil.checkPositive(count, "count");
            return this;
        }

        /** The number of event loops that only accept connections. Without it the workers accept as well. */
        public Builder selectors(int count) {
            selectors = ObjectUtil.checkPositive(count, "count");
            return this;
        }

        /** Whether the JVM may exit while event loops run; by default it may. */
        public Builder daemon(boolean isDaemon) {
            daemon = isDaemon;
            return this;
        }

        /** Whether a client that connects from an event loop stays on it; by default it does. */
        public Builder colocate(boolean isColocated) {
            colocate = isColocated;
            return this;
        }

        /** How much the event loops may hold; without it as the system properties say. */
        public Builder limits(ZeroCopyLimits groupLimits) {
            limits = ObjectUtil.checkNotNull(groupLimits, "groupLimits");
            return this;
        }

        /**
         * Lets the event loops measure how late they run what is due, see {@link ZeroCopyEventLoopGroup#watchLag}.
         *
         * @param interval the time between two looks, a millisecond or more; {@code 0}, the default, for none
         */
        public Builder watchLag(Duration interval) {
            if (!interval.isZero() && interval.toMillis() < 1) {
                throw new IllegalArgumentException(
                        "interval: " + interval + " (expected: 0, or 1 millisecond or more)");
            }
            lagInterval = interval;
            return this;
        }

        /**
         * An option for every TCP connection, of servers and clients, such as those of
         * {@link io.zerocopy.netty.ZeroCopyChannelOption}. What a server or client sets itself overrides it.
         */
        public <T> Builder option(ChannelOption<T> option, T value) {
            options.put(ObjectUtil.checkNotNull(option, "option"), ObjectUtil.checkNotNull(value, "value"));
            return this;
        }

        /** Makes resources that do not change with this builder any more. */
        public ZeroCopyLoopResources build() {
            return new ZeroCopyLoopResources(new Builder(this));
        }
    }
}
