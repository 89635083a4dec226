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
package io.zerocopy.lab.bench;

import com.google.gson.JsonObject;
import io.zerocopy.lab.protocol.Latencies;
import org.HdrHistogram.Histogram;

/** Percentiles in microseconds. */
record Latency(double p50, double p99, double p999) {

    private static final double NANOS_PER_MICRO = 1e3;

    /** From what a process of ours has recorded; {@code null} if that is nothing. */
    static Latency of(String encodedHistogram) {
        Histogram histogram = Latencies.decode(encodedHistogram);
        return histogram.getTotalCount() == 0 ? null
                : new Latency(at(histogram, 50), at(histogram, 99), at(histogram, 99.9));
    }

    /** From the wire's client. */
    static Latency of(JsonObject micros) {
        return micros.get("count").getAsLong() == 0 ? null : new Latency(micros.get("p50").getAsDouble(),
                micros.get("p99").getAsDouble(), micros.get("p99_9").getAsDouble());
    }

    private static double at(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / NANOS_PER_MICRO;
    }
}
