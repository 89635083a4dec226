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
import java.util.concurrent.atomic.LongAdder;

/** A sum that its owner, one thread at a time, changes with plain stores, and everybody else through an adder. */
final class OwnedSum {

    private final AtomicLong own = new AtomicLong();
    private final LongAdder others = new LongAdder();

    void addAsOwner(long amount) {
        own.setOpaque(own.getPlain() + amount);
    }

    void addAsOther(long amount) {
        others.add(amount);
    }

    /** May be called by any thread. */
    long get() {
        // In this order, since others give back what the owner has counted before.
        long ofOthers = others.sum();
        return own.getOpaque() + ofOthers;
    }
}
