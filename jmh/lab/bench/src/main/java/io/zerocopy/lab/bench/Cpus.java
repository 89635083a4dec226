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
import java.util.stream.Collectors;

/** Who runs where: the contender on the first CPUs, one for each event loop, everybody else on the others. */
final class Cpus {

    private final List<Integer> allowed;

    Cpus(List<Integer> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /** Those that this process may use. */
    static Cpus allowed() throws IOException {
        String status = Proc.read(Proc.ROOT.resolve("self/status"));
        String list = status.lines().filter(line -> line.startsWith("Cpus_allowed_list:")).findFirst()
                .orElseThrow(() -> new IOException("no Cpus_allowed_list in /proc/self/status"));
        return new Cpus(parse(list.substring(list.indexOf(':') + 1).trim()));
    }

    static List<Integer> parse(String list) {
        List<Integer> cpus = new ArrayList<>();
        for (String range : list.split(",")) {
            String[] ends = range.split("-");
            for (int cpu = Integer.parseInt(ends[0]); cpu <= Integer.parseInt(ends[ends.length - 1]); cpu++) {
                cpus.add(cpu);
            }
        }
        return cpus;
    }

    int count() {
        return allowed.size();
    }

    String forContender(int loops) {
        return join(allowed.subList(0, Math.min(loops, count())));
    }

    /**
     * What the contender leaves, without the last one if that is taken; it is shared where nothing else is left.
     *
     * @param lastIsTaken whether the wire's peer runs there
     */
    String forLoad(int loops, boolean lastIsTaken) {
        int end = lastIsTaken ? count() - 1 : count();
        return loops < end ? join(allowed.subList(loops, end)) : Integer.toString(allowed.get(count() - 1));
    }

    /** Moves all threads of a process; those that they start later inherit it. */
    static void pin(long pid, String cpus) throws IOException, InterruptedException {
        Command.run("taskset", "-a", "-p", "-c", cpus, Long.toString(pid));
    }

    private static String join(List<Integer> cpus) {
        return cpus.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
