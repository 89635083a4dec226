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
package io.zerocopy.netty.conformance;

import io.netty.channel.epoll.EpollMode;

/**
 * The mode this JVM runs the suites in: {@code conformance.epollMode} is applied by
 * {@link ZeroCopySocketTestPermutation}, {@code io.zerocopy.netty.threshold} is the library's own process-wide default.
 */
final class ConformanceMode {
    static final EpollMode EPOLL_MODE =
            EpollMode.valueOf(System.getProperty("conformance.epollMode", EpollMode.EDGE_TRIGGERED.name()));

    static final int THRESHOLD = Integer.getInteger("io.zerocopy.netty.threshold", 32 * 1024);

    private ConformanceMode() {
    }
}
