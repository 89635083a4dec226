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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@code /proc/self} says about the rights and limits of this process.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status(5)</a>
 */
final class DoctorProcess {

    static final int CAP_IPC_LOCK = 14;
    static final int CAP_SYS_ADMIN = 21;

    static final String LOCKED_MEMORY = "Max locked memory";
    static final String OPEN_FILES = "Max open files";

    private static final int SECCOMP_MODE_FILTER = 2;
    private static final int EFFECTIVE_ID = 1;

    /** A resource limit; {@link #UNLIMITED} if there is none. */
    record Limit(long soft, long hard) {
        static final long UNLIMITED = Long.MAX_VALUE;
    }

    private final DoctorFiles files;
    private final Map<String, String> status = new HashMap<>();

    DoctorProcess(DoctorFiles files) {
        this.files = files;
        for (String line : files.lines("proc/self/status")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                status.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
    }

    boolean isFilteredBySeccomp() {
        return id("Seccomp", 0).orElse(0) == SECCOMP_MODE_FILTER;
    }

    /** Whether {@code /proc} tells about seccomp at all. */
    boolean knowsSeccomp() {
        return status.containsKey("Seccomp");
    }

    OptionalLong uid() {
        return id("Uid", EFFECTIVE_ID);
    }

    OptionalLong gid() {
        return id("Gid", EFFECTIVE_ID);
    }

    boolean isInGroup(long group) {
        return group >= 0 && (gid().orElse(-1) == group
                || DoctorFiles.words(status.getOrDefault("Groups", "")).contains(Long.toString(group)));
    }

    /** Whether the process has a capability that the whole machine honours. */
    boolean hasCapability(int capability) {
        // io_uring asks for capabilities of the initial user namespace; a rootless container's do not count.
        return !isInUserNamespace() && hasCapabilityHere(capability);
    }

    boolean hasCapabilityHere(int capability) {
        try {
            long effective = Long.parseUnsignedLong(status.getOrDefault("CapEff", "0"), 16);
            return (effective >>> capability & 1) != 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    boolean isInUserNamespace() {
        List<String> maps = files.lines("proc/self/uid_map");
        return !maps.isEmpty() && !DoctorFiles.words(maps.get(0)).equals(List.of("0", "0", "4294967295"));
    }

    /** The limit with that name in {@code /proc/self/limits}. */
    Optional<Limit> limit(String name) {
        for (String line : files.lines("proc/self/limits")) {
            if (line.startsWith(name)) {
                List<String> words = DoctorFiles.words(line.substring(name.length()));
                return words.size() < 2 ? Optional.empty() : limit(words.get(0), words.get(1));
            }
        }
        return Optional.empty();
    }

    private static Optional<Limit> limit(String soft, String hard) {
        OptionalLong softLimit = limitValue(soft);
        OptionalLong hardLimit = limitValue(hard);
        if (softLimit.isEmpty() || hardLimit.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Limit(softLimit.getAsLong(), hardLimit.getAsLong()));
    }

    private static OptionalLong limitValue(String text) {
        return "unlimited".equals(text) ? OptionalLong.of(Limit.UNLIMITED) : DoctorFiles.parse(text);
    }

    private OptionalLong id(String key, int column) {
        List<String> words = DoctorFiles.words(status.getOrDefault(key, ""));
        return column < words.size() ? DoctorFiles.parse(words.get(column)) : OptionalLong.empty();
    }
}
