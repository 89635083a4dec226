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

import java.util.concurrent.TimeUnit;

/** After the kernel has refused to pin memory, an event loop copies for a while, twice as long each time in vain. */
final class MemoryPause {

    private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(1);

    private boolean on;
    private long next = FIRST;
    private long end;

    boolean isOn() {
        if (on && System.nanoTime() - end >= 0) {
            on = false;
        }
        return on;
    }

    /** The kernel refused. */
    void begin() {
        on = true;
        end = System.nanoTime() + next;
        next = Math.min(2 * next, LONGEST);
    }

    /** The kernel has pinned memory again. */
    void reset() {
        next = FIRST;
    }
}
