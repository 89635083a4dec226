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

import io.netty.buffer.ByteBuf;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Buffers that the kernel may read for ever, as nobody is left to learn that it is done with them. They are kept
 * reachable, so that neither a pool nor the garbage collector can hand out their memory again.
 */
final class Quarantine {

    private static final Queue<ByteBuf[]> BUFFERS = new ConcurrentLinkedQueue<>();

    private Quarantine() {
    }

    static void keep(ByteBuf[] buffers) {
        BUFFERS.add(buffers);
    }

    static int size() {
        return BUFFERS.size();
    }
}
