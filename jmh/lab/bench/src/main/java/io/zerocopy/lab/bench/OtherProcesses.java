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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** CPU time of the processes that are no part of the measurement, which disturb it. Kernel threads work for us. */
final class OtherProcesses {

    private static final long KERNEL_THREADS_PARENT = 2;

    private OtherProcesses() {
    }

    /**
     * Returns their ticks, with those of children that have ended. A difference of two calls counts.
     *
     * @param ours processes of the measurement; their descendants, and those of this one, are as well
     */
    static long ticks(Set<Long> ours) throws IOException {
        Map<Long, String[]> stats = readAll();
        long self = ProcessHandle.current().pid();
        long sum = 0;
        for (Map.Entry<Long, String[]> each : stats.entrySet()) {
            long pid = each.getKey();
            if (!descends(stats, pid, self) && !descends(stats, pid, KERNEL_THREADS_PARENT)
                    && ours.stream().noneMatch(one -> descends(stats, pid, one))) {
                sum += ticks(each.getValue());
            }
        }
        return sum;
    }

    /** User, system, and both of the children that were waited for: what ends moves from one to the other. */
    private static long ticks(String[] stat) {
        return Long.parseLong(stat[11]) + Long.parseLong(stat[12]) + Long.parseLong(stat[13])
                + Long.parseLong(stat[14]);
    }

    private static boolean descends(Map<Long, String[]> stats, long pid, long ancestor) {
        long each = pid;
        while (each != ancestor) {
            String[] stat = stats.get(each);
            if (stat == null) {
                return false;
            }
            each = Long.parseLong(stat[1]);
        }
        return true;
    }

    private static Map<Long, String[]> readAll() throws IOException {
        Map<Long, String[]> stats = new HashMap<>();
        for (Path process : Proc.numberedFolders(Proc.ROOT)) {
            try {
                stats.put(Long.valueOf(process.getFileName().toString()),
                        Proc.statFields(Proc.read(process.resolve("stat"))));
            } catch (IOException e) {
                if (Files.exists(process)) {
                    throw e;
                }
            }
        }
        return stats;
    }
}
