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

import io.zerocopy.lab.protocol.Round;
import org.HdrHistogram.Histogram;

import java.util.Map;

/** What has been finished since the round began, which is when this is made. Only the event loop touches it. */
final class Tally {

    private final long start = System.nanoTime();
    private long last = start;
    private long messages;
    private long bytes;

    void finished(long ofBytes) {
        messages++;
        bytes += ofBytes;
        last = System.nanoTime();
    }

    long messages() {
        return messages;
    }

    Round round(Histogram histogram, Map<String, ?> extra) {
        return new Round(last - start, messages, bytes, null, histogram, extra);
    }
}
