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
package io.zerocopy.lab.zerocopy;

import io.netty.channel.epoll.Epoll;
import io.zerocopy.lab.workloads.Contender;
import io.zerocopy.lab.workloads.ContenderProvider;
import io.zerocopy.netty.ZeroCopy;
import io.zerocopy.netty.ZeroCopyChannelOption;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopyServerSocketChannel;
import io.zerocopy.netty.ZeroCopySocketChannel;

import java.util.List;
import java.util.function.Supplier;

/** This project's transport, and the same told to copy everything. Without zero copy the first would be the second. */
public final class ZeroCopyTransport implements ContenderProvider {

    private static final int NEVER = -1;

    @Override
    public List<Contender> contenders() {
        return List.of(
                contender("zerocopy", ZeroCopy::unavailabilityCause),
                contender("zerocopy-off", Epoll::unavailabilityCause)
                        .with(ZeroCopyChannelOption.ZERO_COPY_THRESHOLD, NEVER));
    }

    private static Contender contender(String name, Supplier<Throwable> unavailabilityCause) {
        return new Contender(name, unavailabilityCause, ZeroCopyEventLoopGroup::new, ZeroCopySocketChannel.class,
                ZeroCopyServerSocketChannel.class)
                .observedBy(group -> new MetricsObservation((ZeroCopyEventLoopGroup) group));
    }
}
