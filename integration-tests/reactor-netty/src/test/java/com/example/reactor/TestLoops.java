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
package com.example.reactor;

import io.netty.channel.epoll.Epoll;
import io.zerocopy.netty.Route;
import io.zerocopy.netty.ZeroCopy;
import io.zerocopy.netty.ZeroCopyChannelOption;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopyMetrics;
import io.zerocopy.netty.reactor.ZeroCopyLoopResources;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Event loops whose connections always send by zero copy, and what they must have done in this JVM. */
final class TestLoops implements AutoCloseable {

    private static final Duration AT_MOST = Duration.ofSeconds(20);

    private final ZeroCopyLoopResources loops = ZeroCopyLoopResources.builder("test").workers(2)
            .option(ZeroCopyChannelOption.ZERO_COPY_THRESHOLD, 0).build();

    ZeroCopyLoopResources loops() {
        return loops;
    }

    /** At least so many bytes took the route that is open here. */
    void assertSent(long bytes) {
        if (Boolean.getBoolean("io.netty.transport.noNative")) {
            assertThat(Epoll.isAvailable()).isFalse();
            assertThat(loops.group()).isEmpty();
            return;
        }
        boolean refused = Boolean.getBoolean("io.uring.refused");
        assumeTrue(refused || ZeroCopy.isAvailable(), "no zero copy here: " + ZeroCopy.unavailabilityCause());
        ZeroCopyEventLoopGroup group = loops.group().orElseThrow();
        // A write is counted when its system call is back, and the peer may have the bytes before.
        group.forEach(loop -> loop.submit(() -> { }).syncUninterruptibly());
        ZeroCopyMetrics metrics = group.metrics();
        assertThat(metrics.state()).startsWith(refused ? "off, " : "active");
        assertThat(metrics.bytes(refused ? Route.DISABLED : Route.ZERO_COPY)).as(metrics.toString())
                                                                            .isGreaterThanOrEqualTo(bytes);
    }

    @Override
    public void close() {
        loops.disposeLater(Duration.ZERO, AT_MOST).block(AT_MOST);
    }
}
