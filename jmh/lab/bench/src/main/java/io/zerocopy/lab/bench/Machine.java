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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The machine that it all ran on, and what about it makes figures doubtful. */
final class Machine {

    private static final int ENOUGH_CPUS = 4;
    private static final long ENOUGH_MEMLOCK = 64 << 20;
    private static final int LOOK_MILLIS = 500;
    private static final Path THP = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
    private static final Path GOVERNOR = Path.of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");

    private final int cpus;
    private final String meminfo;
    private final String thp;
    private final String governor;
    private final String memlock;
    private final boolean root;

    private Machine() throws IOException {
        cpus = Cpus.allowed().count();
        meminfo = Proc.read(Path.of("/proc/meminfo"));
        thp = Files.exists(THP) ? find(Proc.read(THP), "\\[(\\w+)]") : "none";
        governor = Files.exists(GOVERNOR) ? Proc.read(GOVERNOR).trim() : "none";
        memlock = find(Proc.read(Path.of("/proc/self/limits")), "Max locked memory\\s+(\\w+)");
        root = find(Proc.read(Path.of("/proc/self/status")), "Uid:\\s+\\d+\\s+(\\d+)").equals("0");
    }

    static Machine look() throws IOException {
        return new Machine();
    }

    Map<String, Object> facts() throws IOException {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kernel", System.getProperty("os.version"));
        facts.put("cpu", find(Proc.read(Path.of("/proc/cpuinfo")), "model name\\s*:\\s*(.+)"));
        facts.put("cores", cpus);
        facts.put("memoryMiB", Proc.number(meminfo, "MemTotal") >> 10);
        facts.put("jdk", System.getProperty("java.runtime.version"));
        facts.put("os", find(Proc.read(Path.of("/etc/os-release")), "PRETTY_NAME=\"?([^\"\\n]+)"));
        facts.put("thp", thp);
        facts.put("memlock", memlock);
        facts.put("governor", governor);
        facts.put("user", root ? "root" : "other");
        return facts;
    }

    /** Takes a moment, to see how busy the machine is. */
    List<String> warnings() throws IOException, InterruptedException {
        List<String> warnings = new ArrayList<>();
        if (cpus < ENOUGH_CPUS) {
            warnings.add("there are only " + cpus + " CPUs: contender, the other end and the kernel's work for both"
                    + " share them, which caps throughput and disturbs latency; CPU per GB suffers least");
        }
        if (thp.equals("always")) {
            warnings.add("transparent huge pages are always on: resident memory is rounded up to 2 MiB");
        }
        if (!governor.equals("none") && !governor.equals("performance")) {
            warnings.add("the CPU frequency governor is " + governor + ", not performance: clocks may change");
        }
        // Root is not bound by the limit.
        if (!root && !memlock.equals("unlimited") && Long.parseLong(memlock) < ENOUGH_MEMLOCK) {
            warnings.add("at most " + memlock + " bytes may be pinned (ulimit -l): zero-copy sends beyond are copied");
        }
        if (Proc.number(meminfo, "SwapTotal") > Proc.number(meminfo, "SwapFree")) {
            warnings.add("the machine has swapped memory out");
        }
        Disturbance disturbance = Disturbance.begin(Set.of());
        Thread.sleep(LOOK_MILLIS);
        disturbance.end().forEach(each -> warnings.add("before the start: " + each));
        return warnings;
    }

    private static String find(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? matcher.group(1).trim() : "unknown";
    }
}
