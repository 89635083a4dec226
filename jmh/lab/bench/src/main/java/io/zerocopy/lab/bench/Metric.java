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

import com.google.gson.annotations.SerializedName;

/** What is computed from a round. */
enum Metric {

    /** Bytes a second. */
    @SerializedName("throughput")
    THROUGHPUT,
    /** Messages, requests or round trips a second. */
    @SerializedName("messageRate")
    MESSAGE_RATE,
    /** CPU seconds of the contender's process for 1e9 bytes. */
    @SerializedName("cpuPerGB")
    CPU_PER_GB,
    /** The share of that spent in the program, not in the kernel. */
    @SerializedName("userShare")
    USER_SHARE,
    /** CPU seconds of the whole machine for 1e9 bytes, the other end and interrupts included. */
    @SerializedName("machineCpuPerGB")
    MACHINE_CPU_PER_GB,
    /** Microseconds of the contender's CPU time. */
    @SerializedName("cpuPerMessage")
    CPU_PER_MESSAGE,
    /** Microseconds. */
    @SerializedName("p50")
    P50,
    /** Microseconds. */
    @SerializedName("p99")
    P99,
    /** Microseconds. */
    @SerializedName("p999")
    P999,
    /** A second, of the contender's threads. */
    @SerializedName("contextSwitches")
    CONTEXT_SWITCHES,
    /** Resident memory at the end of the round. */
    @SerializedName("rssMiB")
    RSS_MIB,
    /** What was added to it in the round. */
    @SerializedName("rssGrowthMiB")
    RSS_GROWTH_MIB,
    /** Bytes on the heap. */
    @SerializedName("allocatedPerMessage")
    ALLOCATED_PER_MESSAGE,
    /** Messages or requests a second that were due, in an open loop. */
    @SerializedName("offeredRate")
    OFFERED_RATE,
    /** Microseconds by which the client, not the contender, was late with one percent of its requests. */
    @SerializedName("lateP99")
    LATE_P99;

    boolean isLatency() {
        return this == P50 || this == P99 || this == P999;
    }
}
