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

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One round of one contender.
 *
 * @param metrics what was computed; one that makes no sense for the workload is not there
 * @param contender what the contender said
 * @param client what its client said, {@code null} if it has none
 */
record Measurement(Map<Metric, Double> metrics, Answer contender, Answer client) {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double BYTES_PER_GB = 1e9;
    private static final double BYTES_PER_MIB = 1 << 20;

    static Measurement of(Usage used, long rssBytes, Answer contender, Answer client, OptionalDouble rate) {
        // The client says how fast it was for the other end; the contender what its CPU time was spent on. With
        // splice the bytes pass inside the kernel, and only the client has seen them.
        Answer seen = client == null ? contender : client;
        Answer done = contender.bytes() == 0 ? seen : contender;
        Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
        put(metrics, Metric.THROUGHPUT, seen.bytes() * NANOS_PER_SECOND / seen.nanos());
        put(metrics, Metric.MESSAGE_RATE, seen.messages() * NANOS_PER_SECOND / seen.nanos());
        putCosts(metrics, used, done);
        put(metrics, Metric.RSS_MIB, rssBytes / BYTES_PER_MIB);
        put(metrics, Metric.RSS_GROWTH_MIB, used.rssBytes() / BYTES_PER_MIB);
        if (seen.latency() != null) {
            put(metrics, Metric.P50, seen.latency().p50());
            put(metrics, Metric.P99, seen.latency().p99());
            put(metrics, Metric.P999, seen.latency().p999());
        }
        rate.ifPresent(value -> put(metrics, Metric.OFFERED_RATE, value));
        if (seen.extra().get(Answer.LATE) instanceof Number late) {
            put(metrics, Metric.LATE_P99, late.doubleValue() / NANOS_PER_MICRO);
        }
        return new Measurement(metrics, contender, client);
    }

    /** Those of the rounds that have one. */
    static double[] values(List<Measurement> rounds, Metric metric) {
        return rounds.stream().map(Measurement::metrics).filter(each -> each.containsKey(metric))
                .mapToDouble(each -> each.get(metric)).toArray();
    }

    /** Latencies that are about as large as the client's own delays say nothing of the contender. */
    static boolean haveLateClient(List<Measurement> rounds) {
        double[] late = values(rounds, Metric.LATE_P99);
        double[] latency = values(rounds, Metric.P99);
        return late.length > 0 && latency.length > 0 && Statistics.median(late) > Statistics.median(latency) / 2;
    }

    /** Whether more was offered than the contender, or its client, could do. */
    boolean isOverloaded() {
        return contender.isOverloaded() || client != null && client.isOverloaded();
    }

    private static void putCosts(Map<Metric, Double> metrics, Usage used, Answer done) {
        double gigabytes = done.bytes() / BYTES_PER_GB;
        put(metrics, Metric.CPU_PER_GB, used.cpuNanos() / NANOS_PER_SECOND / gigabytes);
        put(metrics, Metric.MACHINE_CPU_PER_GB, used.machineTicks() / Proc.TICKS_PER_SECOND / gigabytes);
        put(metrics, Metric.CPU_PER_MESSAGE, used.cpuNanos() / NANOS_PER_MICRO / done.messages());
        put(metrics, Metric.USER_SHARE, used.userTicks() / (double) (used.userTicks() + used.systemTicks()));
        put(metrics, Metric.CONTEXT_SWITCHES, used.contextSwitches() * NANOS_PER_SECOND / used.nanos());
        if (done.allocated() != null) {
            put(metrics, Metric.ALLOCATED_PER_MESSAGE, (double) done.allocated() / done.messages());
        }
    }

    /** Without messages there is nothing to divide by, and no figure. */
    private static void put(Map<Metric, Double> metrics, Metric metric, double value) {
        if (Double.isFinite(value)) {
            metrics.put(metric, value);
        }
    }
}
