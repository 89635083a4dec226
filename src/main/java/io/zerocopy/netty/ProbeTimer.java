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

/** Says when a local path is to be tried again: rarely, and ever more rarely. */
final class ProbeTimer {

    static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    static final long MAX_NANOS = TimeUnit.MINUTES.toNanos(1);

    private long interval = FIRST_NANOS;
    private long dueAt;

    ProbeTimer(long now) {
        dueAt = now + interval;
    }

    boolean isDue(long now) {
        return now - dueAt >= 0;
    }

    /** The last try has changed nothing, or is somebody else's task. */
    void backOff(long now) {
        interval = Math.min(2 * interval, MAX_NANOS);
        dueAt = now + interval;
    }
}
