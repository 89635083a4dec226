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

import io.zerocopy.netty.DoctorProcess.Limit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How much memory the process may lock, and what fits into it. The kernel counts rings and the bytes in flight of all
 * processes of a user together, except of those with CAP_IPC_LOCK.
 */
final class DoctorMemlock {

    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;
    private static final long PAGE = 4 * KIB;
    // The queue's heads and tails, before its entries.
    private static final long RING_HEADER = 320;
    // ZeroCopyDefaults cannot be asked without Netty.
    static final long LOOP_IN_FLIGHT = 128 * MIB;
    static final long GROUP_IN_FLIGHT = 512 * MIB;
    private static final String DEFAULT_LIMITS = "at most " + LOOP_IN_FLIGHT / MIB + " MiB in flight on an event loop, "
            + GROUP_IN_FLIGHT / MIB + " MiB on all of them";
    private static final int LOOPS_PER_CPU = 2;

    private final DoctorHost host;
    private final DoctorNative shim;
    private final boolean exempt;
    private final Optional<Limit> limit;

    DoctorMemlock(DoctorHost host, DoctorNative shim) {
        this.host = host;
        this.shim = shim;
        exempt = host.process().hasCapability(DoctorProcess.CAP_IPC_LOCK);
        limit = host.process().limit(DoctorProcess.LOCKED_MEMORY);
    }

    void print(DoctorPrinter out) {
        out.section("Locked memory (memlock)");
        out.line("limit", limit.map(DoctorMemlock::describe).orElse("unknown"));
        out.line("CAP_IPC_LOCK", describeCapability());
        out.line("largest ring that works", describeRing());
        if (shim.largestRing() > 0) {
            out.line("left for bytes in flight", describeInFlight());
        }
        if (isLow()) {
            out.advice(advice(host));
        }
    }

    /** How to raise the limit to what all event loops together can make use of. */
    static DoctorAdvice advice(DoctorHost host) {
        long mib = enough() / MIB;
        String kubernetes = "LimitMEMLOCK=infinity   (unit of the container runtime on the nodes)";
        List<String> lines = new ArrayList<>(List.of(
                "LimitMEMLOCK=" + mib + "M   (systemd unit)",
                "docker run --ulimit memlock=" + mib * MIB + ":" + mib * MIB + " ...",
                "<user> - memlock " + mib * KIB + "   (/etc/security/limits.conf)"));
        if (host.container().kind() == DoctorContainer.Kind.KUBERNETES) {
            lines.add(0, kubernetes);
        }
        return new DoctorAdvice(mib + " MiB are enough for " + loops() + " event loops (" + LOOPS_PER_CPU
                + " per CPU) with " + DEFAULT_LIMITS + ", the defaults. To raise the limit:", lines);
    }

    private boolean isLow() {
        // If not even a ring fits, the diagnosis has the same advice.
        boolean diagnosed = shim.kernel() != null && shim.kernel().ringError() == Errno.ENOMEM;
        return !exempt && !diagnosed && limit.isPresent() && limit.get().soft() < enough();
    }

    private static long enough() {
        long inFlight = Math.min(loops() * LOOP_IN_FLIGHT, GROUP_IN_FLIGHT);
        long rings = loops() * (ringBytes(DoctorNative.WANTED_RING) + ringBytes(LoopTimer.CQ_ENTRIES));
        return (inFlight + rings + MIB - 1) / MIB * MIB;
    }

    private static long loops() {
        return (long) LOOPS_PER_CPU * Runtime.getRuntime().availableProcessors();
    }

    /** What the kernel counts for a ring: whole pages for the completion queue, and one for the requests. */
    private static long ringBytes(int entries) {
        long queue = (long) entries * RingLayout.CQE_SIZE + RING_HEADER;
        return ((queue + PAGE - 1) / PAGE + 1) * PAGE;
    }

    private static String describe(Limit limit) {
        return limit.soft() == limit.hard() ? bytes(limit.soft())
                : bytes(limit.soft()) + " (may be raised to " + bytes(limit.hard()) + ")";
    }

    private String describeCapability() {
        DoctorProcess process = host.process();
        if (exempt) {
            return "yes, so the limit does not apply to this process";
        }
        return process.hasCapabilityHere(DoctorProcess.CAP_IPC_LOCK)
                ? "only in this user namespace (rootless container): the limit applies" : "no";
    }

    private String describeRing() {
        if (!shim.hasRing()) {
            return shim.kernel() == null ? "not tried" : "none can be created";
        }
        if (shim.largestRing() == 0) {
            return "none: not even " + DoctorNative.SMALLEST_RING + " completions fit now";
        }
        String size = shim.largestRing() + " completions, about " + bytes(ringBytes(shim.largestRing()));
        return shim.largestRing() == DoctorNative.WANTED_RING ? size + " (what an event loop asks for)"
                : size + " (an event loop asks for " + DoctorNative.WANTED_RING + " and takes what it gets)";
    }

    private String describeInFlight() {
        if (exempt || limit.isEmpty() || limit.get().soft() == Limit.UNLIMITED) {
            return "not limited by memlock (by default " + DEFAULT_LIMITS + ")";
        }
        long left = Math.max(0, limit.get().soft() - ringBytes(shim.largestRing()));
        return "about " + bytes(left) + " beside one such ring, for all event loops and processes of this user"
                + " together; what does not fit is copied";
    }

    static String bytes(long bytes) {
        if (bytes == Limit.UNLIMITED) {
            return "unlimited";
        }
        if (bytes < MIB || bytes % MIB != 0 && bytes < 10 * MIB) {
            return bytes % KIB == 0 || bytes >= KIB ? bytes / KIB + " KiB" : bytes + " bytes";
        }
        return bytes / MIB + " MiB";
    }
}
