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
 * Where the packets of this process go. When the kernel delivers them on the same machine it copies, and zero copy
 * costs more than it saves; only the way out through a network device is really without a copy.
 */
final class DoctorNetwork {

    private static final int ROUTE_IS_UP = 1;
    private static final String LOOPBACK_TYPE = "772";
    private static final String COPIES =
            "; the kernel copies what it delivers on this machine, and zero copy then costs"
            + " more than it saves. The metric notifiedCopied counts it.";

    private final DoctorFiles files;

    DoctorNetwork(DoctorFiles files) {
        this.files = files;
    }

    void print(DoctorPrinter out) {
        out.section("Network path");
        Optional<String> device = defaultDevice();
        if (device.isEmpty()) {
            out.line("default route", "none seen" + COPIES);
            return;
        }
        out.line("default route", device.get() + ": " + describe(device.get()));
    }

    /** The network device of the default route, of IPv4 or else of IPv6. */
    Optional<String> defaultDevice() {
        return defaultDeviceOfIpv4().or(this::defaultDeviceOfIpv6);
    }

    private Optional<String> defaultDeviceOfIpv4() {
        // Iface Destination Gateway Flags RefCnt Use Metric Mask ...
        String best = null;
        long bestMetric = Long.MAX_VALUE;
        for (String line : files.lines("proc/net/route")) {
            List<String> words = DoctorFiles.words(line);
            if (words.size() > 7 && isZero(words.get(1)) && isZero(words.get(7)) && isUp(words.get(3))) {
                long metric = DoctorFiles.parse(words.get(6)).orElse(Long.MAX_VALUE);
                if (best == null || metric < bestMetric) {
                    best = words.get(0);
                    bestMetric = metric;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private Optional<String> defaultDeviceOfIpv6() {
        // destination, its prefix length, source, its prefix length, next hop, metric, refs, use, flags, device
        return files.lines("proc/net/ipv6_route").stream().map(DoctorFiles::words)
                .filter(words -> words.size() > 9 && isZero(words.get(0)) && isZero(words.get(1)))
                .filter(words -> isUp(words.get(8)) && !"lo".equals(words.get(9)))
                .map(words -> words.get(9))
                .findFirst();
    }

    private static boolean isZero(String hex) {
        return hex.chars().allMatch(digit -> digit == '0');
    }

    private static boolean isUp(String flags) {
        try {
            return (Long.parseLong(flags, 16) & ROUTE_IS_UP) != 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private String describe(String name) {
        String folder = "sys/class/net/" + name;
        if (!files.exists(folder)) {
            return "nothing is known about it (no /sys)";
        }
        if (LOOPBACK_TYPE.equals(files.text(folder + "/type"))) {
            return "loopback" + COPIES;
        }
        if (files.exists(folder + "/bridge")) {
            return "a bridge" + COPIES;
        }
        if (files.exists(folder + "/device")) {
            String driver = files.linkTarget(folder + "/device/driver");
            return "a network device" + (driver.isEmpty() ? "" : " (" + driver + ")") + ", as it should be";
        }
        return describeVirtual(folder);
    }

    private String describeVirtual(String folder) {
        String type = files.lines(folder + "/uevent").stream().filter(line -> line.startsWith("DEVTYPE="))
                .map(line -> line.substring("DEVTYPE=".length())).findFirst().orElse("");
        if ("bond".equals(type) || "vlan".equals(type) || "team".equals(type)) {
            return "virtual (" + type + "), as good as the network device below it";
        }
        return "virtual (" + (type.isEmpty() ? "veth or alike, a container's usual link" : type) + ")" + COPIES;
    }
}
