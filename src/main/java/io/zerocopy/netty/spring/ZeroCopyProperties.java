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

import io.zerocopy.netty.SharedBufferPolicy;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * What is not set is as the system properties {@code io.zerocopy.netty.*} say, or as the transport's own default.
 *
 * @param enabled Whether servers and clients run on the zero-copy transport
 * @param threshold Size of a run from which on it leaves by zero copy; 0 for always, -1 for never
 * @param learnPath Whether a connection learns if zero copy is worth it on its path, and copies where it is not
 * @param inFlightLimit Size that the kernel may hold of one connection; what exceeds it is copied
 * @param sharedBuffers When memory may be changed that the application has written and kept
 * @param closeTimeout Time for which a peer that stopped acknowledging may keep memory pinned after close; 0 for the
 * kernel's own limits
 * @param holdTimeout Time for which a peer may take nothing while memory is pinned for it, before the connection is
 * reset; 0 for ever
 * @param writability Whether bytes in flight count when a connection tells if it is writable
 * @param watchLag Time between two looks at how late event loops run what is due; 0 for none
 * @param loopInFlightLimit Size that the kernel may hold of all connections of one event loop
 * @param groupInFlightLimit Size that the kernel may hold of all connections together
 * @param arenaLimit Size that each event loop, and again all other threads together, may register with the kernel
 * @param slots Number of sends that may be in flight on one event loop
 * @param shutdownDrain Time for which an event loop that ends waits for what is in flight
 */
@ConfigurationProperties(ZeroCopyProperties.PREFIX)
public record ZeroCopyProperties(
        @DefaultValue("true") boolean enabled,
        DataSize threshold,
        Boolean learnPath,
        DataSize inFlightLimit,
        SharedBufferPolicy sharedBuffers,
        Duration closeTimeout,
        Duration holdTimeout,
        Boolean writability,
        Duration watchLag,
        DataSize loopInFlightLimit,
        DataSize groupInFlightLimit,
        DataSize arenaLimit,
        Integer slots,
        Duration shutdownDrain) {

    static final String PREFIX = "netty.zerocopy";
}
