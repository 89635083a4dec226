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

import io.zerocopy.lab.protocol.Round;
import org.HdrHistogram.Histogram;

import java.util.HashMap;
import java.util.Map;

/** Takes the difference that a round makes. */
final class Meter {

    private final Loops loops;
    private final Observation observation;
    private Tally.Total before;
    private long allocatedBefore;
    private long start;

    Meter(Contender contender, Loops loops) {
        this.loops = loops;
        observation = contender.observer().apply(loops.group());
    }

    /** Returns when the round began, in {@link System#nanoTime()}. */
    long begin() throws Exception {
        before = loops.total();
        observation.begin();
        allocatedBefore = loops.threads().allocatedBytes();
        start = System.nanoTime();
        return start;
    }

    /** Everything that was started is finished, or belongs to the next round. */
    Round end(Histogram histogram, Map<String, ?> facts) throws Exception {
        long allocated = loops.threads().allocatedBytes() - allocatedBefore;
        Tally.Total after = loops.total();
        long messages = after.messages() - before.messages();
        Map<String, Object> extra = new HashMap<>(facts);
        extra.putAll(observation.end());
        return new Round(messages == 0 ? 0 : after.lastNanos() - start, messages, after.bytes() - before.bytes(),
                allocated, histogram, extra);
    }
}
