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

/**
 * Ticks of the whole machine, from the first line of {@code /proc/stat}.
 *
 * @param busy spent on processes, the kernel and interrupts
 * @param stolen in which a hypervisor let other machines run
 */
record MachineTime(long busy, long stolen) {

    static MachineTime now() throws IOException {
        String stat = Proc.read(Proc.ROOT.resolve("stat"));
        String[] ticks = stat.lines().findFirst().orElseThrow().trim().split("\\s+");
        // user, nice, system, idle, iowait, irq, softirq, steal
        long busy = tick(ticks, 1) + tick(ticks, 2) + tick(ticks, 3) + tick(ticks, 6) + tick(ticks, 7);
        return new MachineTime(busy, tick(ticks, 8));
    }

    private static long tick(String[] ticks, int index) {
        return Long.parseLong(ticks[index]);
    }
}
