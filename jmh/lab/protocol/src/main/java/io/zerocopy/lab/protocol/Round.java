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
package io.zerocopy.lab.protocol;

import org.HdrHistogram.Histogram;

import java.util.Map;

/**
 * What was done between {@code begin} and {@code end}. Values that are {@code null} are left out of the answer.
 *
 * @param nanos from begin to the last byte accepted
 * @param messages finished in the round
 * @param bytes of those messages
 * @param allocated heap bytes that the event loop threads allocated, or {@code null} where nobody counts them
 * @param histogram latencies in nanoseconds, see {@link Latencies}, or {@code null} where there are none
 * @param extra numbers, short strings and flags of the process's own
 */
public record Round(long nanos, long messages, long bytes, Long allocated, Histogram histogram,
                    Map<String, ?> extra) {
}
