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

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;

/**
 * Netty asks the strategy once per iteration, on the loop's thread, right before the loop may block: the moment to
 * look for completions, and to see to it that later ones wake the loop.
 */
final class LoopSelectStrategy implements SelectStrategy {

    private final SelectStrategy delegate;
    private ZeroCopyLoop loop;
    private boolean bound;

    LoopSelectStrategy(SelectStrategy delegate) {
        this.delegate = delegate;
    }

    /** Called before the loop's thread starts; starting it publishes the field. */
    void attach(ZeroCopyLoop zeroCopyLoop) {
        loop = zeroCopyLoop;
    }

    @Override
    public int calculateStrategy(IntSupplier selectSupplier, boolean hasTasks) throws Exception {
        if (!bound) {
            bound = true;
            loop.bindToCurrentThread();
        }
        boolean idle = loop.reap();
        int strategy = delegate.calculateStrategy(selectSupplier, hasTasks || !idle);
        // Netty looks at its tasks once more before it blocks, but not at our completions.
        return strategy == SELECT && !idle ? selectSupplier.get() : strategy;
    }
}
