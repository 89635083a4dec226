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
package io.zerocopy.netty;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the connections of one event loop have taught about their paths, by local address, so that the next connection
 * does not start from nothing. Only a first guess: connections of one address can have different paths, as those of
 * containers and of remote clients do.
 */
final class PathMemory {

    static final int MAX_ADDRESSES = 256;

    private static final float LOAD_FACTOR = 0.75f;

    /** When the next connection of a local path shall try; an address without a timer has zero copy. */
    private final Map<InetAddress, ProbeTimer> lessons = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, ProbeTimer> leastRecentlyUsed) {
            return size() > MAX_ADDRESSES;
        }
    };

    /** The state in which a new connection starts. */
    PathState firstGuess(InetAddress localAddress, long now) {
        if (!lessons.containsKey(localAddress)) {
            return PathState.PROBING;
        }
        ProbeTimer timer = lessons.get(localAddress);
        if (timer == null) {
            return PathState.ZERO_COPY;
        }
        if (!timer.isDue(now)) {
            return PathState.LOCAL_PATH;
        }
        timer.backOff(now);
        return PathState.PROBING;
    }

    void learnedZeroCopy(InetAddress localAddress) {
        lessons.put(localAddress, null);
    }

    void learnedLocalPath(InetAddress localAddress, long now) {
        if (lessons.get(localAddress) == null) {
            lessons.put(localAddress, new ProbeTimer(now));
        }
    }
}
