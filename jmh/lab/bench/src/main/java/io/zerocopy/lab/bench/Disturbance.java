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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Watches what takes CPU time away from a measurement: other programs, and other machines of the same host. */
final class Disturbance {

    private static final double WORTH_A_WARNING = 0.05;

    private final Set<Long> ours;
    private final long start = System.nanoTime();
    private final long others;
    private final long stolen;

    private Disturbance(Set<Long> ours) throws IOException {
        this.ours = ours;
        others = OtherProcesses.ticks(ours);
        stolen = MachineTime.now().stolen();
    }

    /**
     * Begins to watch.
     *
     * @param ours processes that belong to the measurement, besides this one and its descendants
     */
    static Disturbance begin(Set<Long> ours) throws IOException {
        return new Disturbance(ours);
    }

    /** Returns what there was. */
    List<String> end() throws IOException {
        double ticks = (System.nanoTime() - start) / 1e9 * Proc.TICKS_PER_SECOND
                * Runtime.getRuntime().availableProcessors();
        List<String> warnings = new ArrayList<>();
        warn(warnings, "other processes used", (OtherProcesses.ticks(ours) - others) / ticks);
        warn(warnings, "the hypervisor took away", (MachineTime.now().stolen() - stolen) / ticks);
        return warnings;
    }

    private static void warn(List<String> warnings, String what, double share) {
        if (share > WORTH_A_WARNING) {
            warnings.add(String.format(Locale.ROOT, "%s %.0f %% of the machine's CPU time meanwhile", what,
                    share * 100));
        }
    }
}
