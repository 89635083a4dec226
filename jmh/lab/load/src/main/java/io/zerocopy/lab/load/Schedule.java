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
package io.zerocopy.lab.load;

/**
 * When the requests of an open loop are due.
 *
 * @param start when the first one is due, in {@link System#nanoTime()}
 * @param rate requests per second
 */
record Schedule(long start, double rate) {

    private static final double SECOND = 1e9;

    /** When request {@code n} is due; they count from 0. Computed from the start, so that no error adds up. */
    long due(long n) {
        return start + (long) (n * SECOND / rate);
    }

    /** How many are due by then. */
    long dueBy(long now) {
        return (long) ((now - start) * rate / SECOND) + 1;
    }
}
