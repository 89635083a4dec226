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

/**
 * The sizes in which registered memory is handed out: whole pages, in four steps from one power of two to the next,
 * so that at most a fifth of a piece is wasted.
 */
final class PageClasses {

    static final int PAGE = 4096;

    /** The largest piece: 4 MiB. */
    static final int MAX_BYTES = 1 << 22;

    static final int COUNT = indexOf(MAX_BYTES) + 1;

    private static final int STEPS = 4;
    private static final int LOG_STEPS = 2;

    private PageClasses() {
    }

    /** The smallest class with room for so many bytes, at least one. */
    static int indexOf(int bytes) {
        int pages = (bytes + PAGE - 1) / PAGE;
        int shift = Math.max(0, log2(pages - 1) - LOG_STEPS);
        int steps = (pages - 1 >> shift) + 1;
        return shift * STEPS + steps - 1;
    }

    /** The pages of a piece of that class. */
    static int pages(int index) {
        int shift = Math.max(0, index / STEPS - 1);
        int steps = index - shift * STEPS + 1;
        return steps << shift;
    }

    private static int log2(int value) {
        return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(value);
    }
}
