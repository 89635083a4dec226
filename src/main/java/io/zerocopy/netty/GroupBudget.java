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

import java.util.concurrent.atomic.AtomicLong;

/** The bytes which all event loops of a group have in flight together, and how many there may be. */
final class GroupBudget {

    private final long limit;
    private final AtomicLong inFlight = new AtomicLong();

    GroupBudget(long limit) {
        this.limit = limit;
    }

    /** Two loops that ask at a time may both be told the same: each then exceeds the limit by one request at most. */
    long left() {
        return limit - inFlight.get();
    }

    void add(long bytes) {
        inFlight.addAndGet(bytes);
    }
}
