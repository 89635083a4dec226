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

import java.util.List;
import java.util.Optional;

/**
 * Whether libraries can be loaded from where JNA unpacks them.
 */
final class DoctorMounts {

    // Fields of a line in /proc/self/mountinfo
    private static final int MOUNT_POINT = 4;
    private static final int OPTIONS = 5;

    private DoctorMounts() {
    }

    /** The folder that JNA chooses, by its own rules for Linux. */
    static String jnaFolder(DoctorHost host) {
        String folder = host.property("jna.tmpdir");
        if (!folder.isEmpty()) {
            return folder;
        }
        String cache = host.environment("XDG_CACHE_HOME");
        String unpacked = (cache.isBlank() ? host.property("user.home") + "/.cache" : cache) + "/JNA/temp";
        return host.files().exists(withoutSlash(unpacked)) ? unpacked : host.property("java.io.tmpdir");
    }

    /** The mount point which a folder lies on, if nothing may be executed from there. */
    static Optional<String> noexecMount(DoctorFiles files, String folder) {
        String mountPoint = null;
        String options = "";
        for (String line : files.lines("proc/self/mountinfo")) {
            List<String> words = DoctorFiles.words(line);
            if (words.size() <= OPTIONS) {
                continue;
            }
            String candidate = unescape(words.get(MOUNT_POINT));
            // Of mounts on the same point, the last one hides the others.
            if (contains(candidate, folder) && (mountPoint == null || candidate.length() >= mountPoint.length())) {
                mountPoint = candidate;
                options = words.get(OPTIONS);
            }
        }
        return List.of(options.split(",", -1)).contains("noexec") ? Optional.of(mountPoint) : Optional.empty();
    }

    private static boolean contains(String mountPoint, String folder) {
        return "/".equals(mountPoint) || folder.equals(mountPoint) || folder.startsWith(mountPoint + "/");
    }

    private static String unescape(String path) {
        return path.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
    }

    private static String withoutSlash(String path) {
        return path.startsWith("/") ? path.substring(1) : path;
    }
}
