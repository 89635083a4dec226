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

import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The event loops of one {@link ZeroCopyLoopResources}. */
final class ZeroCopyLoops {

    private final ZeroCopyEventLoopGroup workers;
    private final EventLoopGroup selectors;
    private final EventLoopGroup clients;
    private final AtomicBoolean ending = new AtomicBoolean();

    ZeroCopyLoops(ZeroCopyLoopResources.Builder settings) {
        String prefix = settings.prefix;
        workers = new ZeroCopyEventLoopGroup(settings.workers,
                new LoopThreads(prefix + "-zerocopy", settings.daemon), settings.limits);
        // Not without need, as it starts the threads.
        if (!settings.lagInterval.isZero()) {
            workers.watchLag(settings.lagInterval.toMillis(), TimeUnit.MILLISECONDS);
        }
        // They only accept, and never send.
        selectors = settings.selectors == ZeroCopyLoopResources.NO_SELECTORS ? workers : new EpollEventLoopGroup(
                settings.selectors, new LoopThreads(prefix + "-select-epoll", settings.daemon));
        clients = settings.colocate ? LoopResources.colocate(workers) : workers;
    }

    ZeroCopyEventLoopGroup workers() {
        return workers;
    }

    EventLoopGroup selectors() {
        return selectors;
    }

    EventLoopGroup clients() {
        return clients;
    }

    /** Once only: the clients' group tidies up on the workers' threads, which must still be there. */
    Mono<Void> shutDown(Duration quietPeriod, Duration timeout) {
        if (ending.compareAndSet(false, true)) {
            clients.shutdownGracefully(quietPeriod.toMillis(), timeout.toMillis(), TimeUnit.MILLISECONDS);
            selectors.shutdownGracefully(quietPeriod.toMillis(), timeout.toMillis(), TimeUnit.MILLISECONDS);
        }
        return Mono.when(ended(workers), ended(selectors));
    }

    private static Mono<Void> ended(EventLoopGroup group) {
        return Mono.create(sink -> group.terminationFuture().addListener(ended -> sink.success()));
    }
}
