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
package io.zerocopy.lab.workloads;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.zerocopy.lab.protocol.Parameters;

/**
 * Makes what is sent: each time a fresh buffer from the channel's allocator.
 *
 * <p>Memory that nobody has written yet is one page of zeroes to the kernel, again and again: cheap to copy, and dear
 * to pin. No application sends that. So what is allocated first is filled, until the allocator hands out memory that
 * was filled before.
 */
final class Messages {

    private static final long FILLED_FIRST = 256L << 20;

    private final int size;
    private final boolean fill;
    private final boolean http2;

    /** Event loops that share it may fill a little more, which does no harm. */
    private long leftToFill = FILLED_FIRST;

    Messages(Parameters parameters) {
        size = parameters.positive("size");
        fill = parameters.flag("fill");
        http2 = parameters.flag("h2");
    }

    int size() {
        return size;
    }

    /** Whether they are parts of an answer in HTTP/2. */
    boolean areHttp2() {
        return http2;
    }

    ByteBuf next(ByteBufAllocator allocator) {
        ByteBuf buffer = allocator.directBuffer(size);
        if (!fill && leftToFill <= 0) {
            return buffer.writerIndex(size);
        }
        leftToFill -= size;
        return buffer.writeZero(size);
    }
}
