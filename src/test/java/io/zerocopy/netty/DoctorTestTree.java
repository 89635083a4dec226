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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A made-up machine for the doctor's tests: a tree with {@code /proc} and {@code /sys}, an environment and system
 * properties. At first a well configured server.
 */
final class DoctorTestTree {

    static final DoctorNative.Kernel NEW_KERNEL = new DoctorNative.Kernel(0, 0x3248, true, true, true, true);
    static final DoctorEpoll EPOLL_WORKS = new DoctorEpoll(true, null);

    private final Path root;
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> properties = new HashMap<>();

    private DoctorTestTree(Path root) {
        this.root = root;
    }

    /** A tree without any file. */
    static DoctorTestTree empty(Path root) {
        return new DoctorTestTree(root)
                .property("os.name", "Linux").property("os.version", "6.12.9-test").property("os.arch", "amd64")
                .property("user.name", "web").property("user.home", "/home/web")
                .property("java.specification.version", "17").property("java.io.tmpdir", "/tmp");
    }

    static DoctorTestTree server(Path root) {
        return empty(root)
                .file("proc/sys/kernel/osrelease", "6.12.9-test\n")
                .file("proc/sys/kernel/io_uring_disabled", "0\n")
                .file("proc/sys/kernel/io_uring_group", "-1\n")
                .status(0, "0000000000000000")
                .file("proc/self/uid_map", "         0          0 4294967295\n")
                .file("proc/self/cgroup", "0::/system.slice/web.service\n")
                .limits("unlimited", "1048576")
                .sysctl("net/core/somaxconn", "4096")
                .sysctl("net/ipv4/tcp_max_syn_backlog", "4096")
                .sysctl("net/core/netdev_max_backlog", "1000")
                .sysctl("net/core/rmem_max", "4194304")
                .sysctl("net/core/wmem_max", "4194304")
                .sysctl("net/ipv4/tcp_rmem", "4096\t131072\t6291456")
                .sysctl("net/ipv4/tcp_wmem", "4096\t16384\t4194304")
                .route("eth0")
                .file("sys/class/net/eth0/type", "1\n")
                .file("sys/class/net/eth0/device/vendor", "0x1af4\n")
                .link("sys/class/net/eth0/device/driver", "../../../bus/pci/drivers/ena");
    }

    DoctorTestTree file(String path, String content) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DoctorTestTree link(String path, String target) {
        try {
            Files.deleteIfExists(root.resolve(path));
            Files.createSymbolicLink(root.resolve(path), Path.of(target));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DoctorTestTree without(String path) {
        try {
            Files.delete(root.resolve(path));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DoctorTestTree status(int seccomp, String capabilities) {
        return file("proc/self/status", "Name:\tjava\nUid:\t1000\t1000\t1000\t1000\nGid:\t1001\t1001\t1001\t1001\n"
                + "Groups:\t27 2000 \nCapEff:\t" + capabilities + "\nNoNewPrivs:\t0\nSeccomp:\t" + seccomp + "\n");
    }

    DoctorTestTree limits(String memlock, String files) {
        return file("proc/self/limits", """
                Limit                     Soft Limit           Hard Limit           Units
                Max stack size            8388608              unlimited            bytes
                Max open files            %2$-20s 1048576              files
                Max locked memory         %1$-20s %1$-20s bytes
                """.formatted(memlock, files));
    }

    DoctorTestTree sysctl(String path, String value) {
        return file("proc/sys/" + path, value + "\n");
    }

    DoctorTestTree route(String device) {
        return file("proc/net/route", """
                Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
                %1$s\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
                %1$s\t00000000\t010200C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
                """.formatted(device));
    }

    DoctorTestTree environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    DoctorTestTree property(String name, String value) {
        properties.put(name, value);
        return this;
    }

    DoctorFiles files() {
        return new DoctorFiles(root);
    }

    DoctorHost host() {
        return new DoctorHost(files(), environment::get, properties::get);
    }

    /** The report if the library was loaded and found that kernel. */
    DoctorReport report(DoctorNative.Kernel kernel, int largestRing) {
        return report(new DoctorNative("5.19.1", "linux-x86-64/libnetty_zerocopy.so", true, "unpacked", 1, null,
                kernel, largestRing));
    }

    /** The report if the kernel refused a ring. */
    DoctorReport refused(int error) {
        return report(new DoctorNative.Kernel(error, 0, false, false, false, false), 0);
    }

    DoctorReport report(DoctorNative shim) {
        return new DoctorReport(host(), shim, EPOLL_WORKS);
    }
}
