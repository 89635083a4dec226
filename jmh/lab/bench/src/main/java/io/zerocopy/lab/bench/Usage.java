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

import java.io.IOException;
import java.nio.file.Path;

/**
 * What a process has used since it started, and the machine since it booted; or the difference of two of these.
 *
 * @param nanos the clock
 * @param cpuNanos CPU time of the process, exact to the nanosecond: the clock ticks of the others are too coarse for
 *     a round of some hundred milliseconds
 * @param userTicks the share of it in the program
 * @param systemTicks the share of it in the kernel
 * @param contextSwitches voluntary or not
 * @param rssBytes memory resident; in a difference, by how much it grew
 * @param machineTicks the whole machine's busy time
 */
record Usage(long nanos, long cpuNanos, long userTicks, long systemTicks, long contextSwitches, long rssBytes,
             long machineTicks) {

    static Usage of(long pid) throws IOException {
        Path process = Proc.ROOT.resolve(Long.toString(pid));
        String[] stat = Proc.statFields(Proc.read(process.resolve("stat")));
        return new Usage(System.nanoTime(), Proc.sumOfThreads(pid, Usage::cpuNanos), Long.parseLong(stat[11]),
                Long.parseLong(stat[12]), Proc.sumOfThreads(pid, Usage::contextSwitches), residentBytes(pid),
                MachineTime.now().busy());
    }

    static long residentBytes(long pid) throws IOException {
        return Proc.number(Proc.read(Proc.ROOT.resolve(pid + "/status")), "VmRSS") << 10;
    }

    Usage minus(Usage before) {
        return new Usage(nanos - before.nanos, cpuNanos - before.cpuNanos, userTicks - before.userTicks,
                systemTicks - before.systemTicks, contextSwitches - before.contextSwitches,
                rssBytes - before.rssBytes, machineTicks - before.machineTicks);
    }

    private static long cpuNanos(Path thread) throws IOException {
        return Long.parseLong(Proc.read(thread.resolve("schedstat")).split(" ")[0]);
    }

    private static long contextSwitches(Path thread) throws IOException {
        String status = Proc.read(thread.resolve("status"));
        return Proc.number(status, "voluntary_ctxt_switches") + Proc.number(status, "nonvoluntary_ctxt_switches");
    }
}
