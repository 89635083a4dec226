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

/** What one event loop has finished since it was opened. Only its thread touches it. */
final class Tally {

    private long messages;
    private long bytes;
    private long lastNanos;

    /** Adds what was finished just now. */
    void finished(long moreMessages, long moreBytes) {
        add(moreMessages, moreBytes);
        touch();
    }

    /** Adds what will be finished when {@link #touch} is called. */
    void add(long moreMessages, long moreBytes) {
        messages += moreMessages;
        bytes += moreBytes;
    }

    /** Says that the last of it was finished now. */
    void touch() {
        lastNanos = System.nanoTime();
    }

    Total total() {
        return new Total(messages, bytes, lastNanos);
    }

    /** A moment's figures, of one event loop or of several. */
    record Total(long messages, long bytes, long lastNanos) {

        static final Total NONE = new Total(0, 0, Long.MIN_VALUE);

        Total plus(Total other) {
            return new Total(messages + other.messages, bytes + other.bytes, Math.max(lastNanos, other.lastNanos));
        }
    }
}
