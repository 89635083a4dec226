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
package io.zerocopy.netty.spring;

import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.reactor.ZeroCopyLoopResources;
import org.springframework.http.client.ReactorResourceFactory;

import java.util.Optional;

/**
 * Makes the event loops when the application starts, ends them when it stops, and makes new ones when it starts once
 * more. They are the application's own: Reactor Netty's global resources stay as they are.
 */
public final class ZeroCopyResourceFactory extends ReactorResourceFactory {

    private volatile ZeroCopyLoopResources loops;

    ZeroCopyResourceFactory(ZeroCopyLoopResources.Builder settings) {
        setUseGlobalResources(false);
        setLoopResourcesSupplier(() -> {
            loops = settings.build();
            return loops;
        });
    }

    /**
     * The event loops that can send by zero copy, for their metrics; empty before the application has started, and
     * where Reactor Netty runs on event loops of its own.
     */
    public Optional<ZeroCopyEventLoopGroup> group() {
        return Optional.ofNullable(loops).flatMap(ZeroCopyLoopResources::group);
    }
}
