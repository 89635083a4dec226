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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The report about made-up machines.
 */
class DoctorReportTest {

    @TempDir
    private Path root;

    @Test
    void praisesGoodServer() {
        DoctorReport report = DoctorTestTree.server(root).report(DoctorTestTree.NEW_KERNEL, 4096);

        assertThat(report.isAvailable()).isTrue();
        assertThat(report.text())
                .contains("kernel                        Linux 6.12.9-test on amd64")
                .contains("container                     none seen")
                .contains("user                          web (uid 1000)")
                .contains("available                     yes")
                .contains("kernel.io_uring_disabled      0, allowed")
                .contains("seccomp                       no filter")
                .contains("setup flags                 CQSIZE, R_DISABLED, TASKRUN_FLAG, SINGLE_ISSUER, DEFER_TASKRUN")
                .contains("SENDMSG_ZC                  yes")
                .contains("usage reports               yes")
                .contains("limit                         unlimited")
                .contains("largest ring that works       4096 completions, about 72 KiB")
                .contains("default route                 eth0: a network device (ena)")
                .doesNotContain("low:", "What to do", "sysctl -w", "LimitMEMLOCK", "native access")
                .endsWith("\nResult: zero copy is available\n");
    }

    @Test
    void staysWithinItsWidth() {
        List<DoctorReport> reports = List.of(
                DoctorTestTree.server(root).report(DoctorTestTree.NEW_KERNEL, 4096),
                DoctorTestTree.server(root).limits("65536", "1024").report(DoctorTestTree.NEW_KERNEL, 2048),
                DoctorTestTree.server(root.resolve("docker")).status(2, "0").file(".dockerenv", "")
                        .refused(Errno.EPERM));

        for (DoctorReport report : reports) {
            // What may be copied is never wrapped: it is indented more than the text around it.
            assertThat(report.text().lines()).allSatisfy(line -> assertThat(line)
                    .satisfiesAnyOf(it -> assertThat(it.length()).isLessThanOrEqualTo(96),
                            it -> assertThat(it).startsWith("Result: "),
                            it -> assertThat(it).startsWith(" ".repeat(34))));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Errno.EPERM, -13})
    void blamesSysctlForAll(int error) {
        DoctorReport report = DoctorTestTree.server(root).sysctl("kernel/io_uring_disabled", "2")
                .status(0, "000001ffffffffff").refused(error);

        assertThat(report.isAvailable()).isFalse();
        assertThat(report.text())
                .contains("kernel.io_uring_disabled      2, forbidden to this process")
                .contains("sysctl -w kernel.io_uring_disabled=1 kernel.io_uring_group=1001\n")
                .contains("sysctl -w kernel.io_uring_disabled=0\n")
                .doesNotContain("on the host", "seccomp=")
                .endsWith("\nResult: zero copy is NOT available: kernel.io_uring_disabled is 2: nobody may use"
                        + " io_uring\n");
    }

    @Test
    void blamesSysctlForTheUnprivileged() {
        DoctorTestTree tree = DoctorTestTree.server(root).sysctl("kernel/io_uring_disabled", "1")
                .sysctl("kernel/io_uring_group", "4711");

        assertThat(tree.refused(Errno.EPERM).text())
                .contains("kernel.io_uring_disabled      1, forbidden to this process (kernel.io_uring_group=4711)")
                .contains("Result: zero copy is NOT available: kernel.io_uring_disabled is 1");
    }

    @Test
    void blamesSysctlAndSeccompOfContainer() {
        DoctorReport report = DoctorTestTree.server(root).sysctl("kernel/io_uring_disabled", "2").status(2, "0")
                .file("run/.containerenv", "engine=\"podman\"\n").refused(Errno.EPERM);

        assertThat(report.text())
                .contains("container                     Podman (/run/.containerenv)")
                .contains("seccomp                       a filter is active");
        assertThat(report.text().replaceAll("\\s+", " "))
                .containsSubsequence(" 1. Allow io_uring", "on the host, not in the container", " 2. Podman's",
                        "Result: zero copy is NOT available: kernel.io_uring_disabled is 2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "docker     | -1  | forbids io_uring (EPERM) | docker run --security-opt seccomp=profile.json",
        "podman     | -38 | hides io_uring (ENOSYS)  | podman run --security-opt seccomp=profile.json",
        "kubernetes | -1  | forbids io_uring (EPERM) | localhostProfile: profiles/io-uring.json",
        "none       | -1  | forbids io_uring (EPERM) | SystemCallFilter=io_uring_setup io_uring_enter"})
    void blamesSeccomp(String container, int error, String reason, String remedy) {
        DoctorTestTree tree = DoctorTestTree.server(root).status(2, "00000000a80425fb");
        switch (container) {
            case "docker" -> tree.file(".dockerenv", "");
            case "podman" -> tree.file("run/.containerenv", "");
            case "kubernetes" -> tree.environment("KUBERNETES_SERVICE_HOST", "10.0.0.1");
            default -> { }
        }

        assertThat(tree.refused(error).text())
                .contains("io_uring_setup", "io_uring_enter", "io_uring_register")
                .contains(remedy)
                .endsWith("\nResult: zero copy is NOT available: a seccomp filter " + reason + "\n");
    }

    @Test
    void doesNotBlameSeccompWithoutFilter() {
        DoctorTestTree tree = DoctorTestTree.server(root).without("proc/sys/kernel/io_uring_disabled");

        assertThat(tree.refused(Errno.EPERM).text())
                .contains("kernel.io_uring_disabled      not in this kernel")
                .contains("ausearch")
                .contains("io_uring is forbidden (EPERM), but neither by seccomp nor by sysctl");
        assertThat(tree.refused(Errno.ENOSYS).text())
                .contains("CONFIG_IO_URING", "this kernel has no io_uring (ENOSYS)");
    }

    @Test
    void blamesOldKernels() {
        DoctorTestTree tree = DoctorTestTree.server(root).status(2, "0");

        assertThat(tree.file("proc/sys/kernel/osrelease", "4.18.0-553.el8").refused(Errno.ENOSYS).text())
                .endsWith("NOT available: kernel 4.18.0-553.el8 has no io_uring\n");
        assertThat(tree.file("proc/sys/kernel/osrelease", "5.4.0").refused(Errno.EOPNOTSUPP).text())
                .endsWith("NOT available: kernel 5.4.0 lacks what is needed of io_uring\n");
        assertThat(tree.file("proc/sys/kernel/osrelease", "6.0.19")
                .report(new DoctorNative.Kernel(0, 0x340, true, false, false, true), 4096).text())
                .contains("SENDMSG_ZC                  no: no zero copy without it")
                .contains("Run Linux 6.1 or newer")
                .endsWith("NOT available: kernel 6.0.19 has io_uring, but no SENDMSG_ZC\n");
    }

    @Test
    void tellsWhatIsLostWithoutEachFeature() {
        String text = DoctorTestTree.server(root).report(new DoctorNative.Kernel(0, 0x48, false, true, false, false),
                4096).text();

        assertThat(text)
                .contains("without DEFER_TASKRUN (Linux 6.1)", "without TASKRUN_FLAG (Linux 5.19)")
                .contains("usage reports               no: nobody will know")
                .contains("restrictions                no: rings are not limited")
                .contains("SEND_ZC                     no: nothing is lost")
                .endsWith("Result: zero copy is available\n");
    }

    @Test
    void advisesOnSmallMemlock() {
        String text = DoctorTestTree.server(root).limits("65536", "1048576")
                .report(DoctorTestTree.NEW_KERNEL, 1024).text();

        assertThat(text)
                .contains("limit                         64 KiB\n")
                .contains("CAP_IPC_LOCK                  no\n")
                .contains("largest ring that works       1024 completions, about 24 KiB (an event loop asks for 4096")
                .contains("left for bytes in flight      about 40 KiB beside one such ring")
                .containsPattern(" LimitMEMLOCK=\\d+M ")
                .containsPattern(" docker run --ulimit memlock=(\\d+):\\1 ")
                .containsPattern(" <user> - memlock \\d+ ")
                .endsWith("Result: zero copy is available\n");
    }

    @Test
    void smallMemlockIsNoMatterWithCapability() {
        DoctorTestTree tree = DoctorTestTree.server(root).limits("65536", "1048576").status(0, "0000000000004000");

        assertThat(tree.report(DoctorTestTree.NEW_KERNEL, 4096).text())
                .contains("CAP_IPC_LOCK                  yes, so the limit does not apply")
                .contains("left for bytes in flight      not limited by memlock")
                .doesNotContain("LimitMEMLOCK");
        // A rootless container's capability does not count.
        tree.file("proc/self/uid_map", "         0       1000          1\n");
        assertThat(tree.report(DoctorTestTree.NEW_KERNEL, 2048).text())
                .contains("in a user namespace")
                .contains("CAP_IPC_LOCK                  only in this user namespace")
                .contains("LimitMEMLOCK");
    }

    @Test
    void blamesMemlockOnceIfNoRingFits() {
        String text = DoctorTestTree.server(root).limits("4096", "1048576").refused(Errno.ENOMEM).text();

        assertThat(text)
                .contains("limit                         4 KiB\n", "largest ring that works       none can be created")
                .containsOnlyOnce("LimitMEMLOCK")
                .endsWith("NOT available: the memlock limit has no room for even the smallest ring (ENOMEM)\n");
    }

    @Test
    void advisesOnLowServerLimits() {
        String text = DoctorTestTree.server(root).limits("unlimited", "1024")
                .sysctl("net/core/somaxconn", "128")
                .sysctl("net/ipv4/tcp_wmem", "4096\t16384\t1048576")
                .sysctl("net/core/wmem_max", "212992")
                .report(DoctorTestTree.NEW_KERNEL, 4096).text();

        assertThat(text)
                .contains("open files                    low: 1024,", "LimitNOFILE=1048576", "--ulimit nofile=")
                .contains("net.core.somaxconn            low: 128 connections", " sysctl -w net.core.somaxconn=4096\n")
                .contains("net.ipv4.tcp_wmem             low: 1048576 bytes",
                        " sysctl -w net.ipv4.tcp_wmem='4096 16384 4194304'\n")
                .contains("net.core.wmem_max             low: 212992 bytes", " sysctl -w net.core.wmem_max=4194304\n")
                .doesNotContain("sysctl -w net.core.rmem_max", "sysctl -w net.ipv4.tcp_rmem");
    }

    @Test
    void survivesMissingFiles() {
        String text = DoctorTestTree.empty(root).report(DoctorTestTree.NEW_KERNEL, 4096).text();

        assertThat(text)
                .contains("kernel                        Linux 6.12.9-test")
                .contains("user                          web\n")
                .contains("seccomp                       unknown")
                .contains("limit                         unknown")
                .contains("net.core.somaxconn            not visible here")
                .contains("open files                    not visible here")
                .contains("default route                 none seen")
                .endsWith("Result: zero copy is available\n");
    }

    @Test
    void survivesOddFiles() {
        String odd = String.join("\n", "\0\u00ff: :", ":", "", "   ", "Seccomp:", "CapEff:\tzz", "Uid:",
                "Max locked memory", "Max open files x y z", "1 2", "/ / /", "");
        DoctorTestTree tree = DoctorTestTree.server(root);
        for (String path : List.of("proc/self/status", "proc/self/limits", "proc/self/uid_map", "proc/self/cgroup",
                "proc/self/mountinfo", "proc/net/route", "proc/net/ipv6_route", "proc/sys/kernel/osrelease",
                "proc/sys/kernel/io_uring_disabled", "proc/sys/kernel/io_uring_group", "proc/sys/net/core/somaxconn",
                "proc/sys/net/ipv4/tcp_wmem")) {
            tree.file(path, odd);
        }

        for (int error : new int[] {Errno.EPERM, Errno.ENOSYS, Errno.ENOMEM, Errno.EINVAL, -24}) {
            assertThat(tree.refused(error).text()).contains("\nResult: zero copy is NOT available: ");
        }
        assertThat(tree.report(DoctorTestTree.NEW_KERNEL, 4096).text()).endsWith("Result: zero copy is available\n");
    }

    @Test
    void knowsItsOwnSwitch() {
        assertThat(DoctorTestTree.server(root).property("io.zerocopy.netty.enabled", " Off ")
                .report(DoctorTestTree.NEW_KERNEL, 4096).text())
                .contains("NOT available: it is switched off by -Dio.zerocopy.netty.enabled=");
        assertThat(DoctorTestTree.server(root).property("io.zerocopy.netty.enabled", "true")
                .report(DoctorTestTree.NEW_KERNEL, 4096).isAvailable()).isTrue();
    }

    @Test
    void needsLinux() {
        assertThat(DoctorTestTree.empty(root).property("os.name", "Mac OS X")
                .report(DoctorNative.failed(new UnsatisfiedLinkError("no"))).text())
                .endsWith("NOT available: it needs Linux, and this is Mac OS X\n");
    }

    @Test
    void needsNettysEpoll() {
        DoctorNative shim = new DoctorNative("", "", true, "unpacked", 1, null, DoctorTestTree.NEW_KERNEL, 4096);
        DoctorEpoll broken = new DoctorEpoll(true, "no libnetty_transport_native_epoll_x86_64");
        DoctorReport report = new DoctorReport(DoctorTestTree.server(root).host(), shim, broken);

        assertThat(report.isAvailable()).isFalse();
        assertThat(report.text())
                .contains("Netty's epoll transport       does not work: no libnetty_transport_native_epoll_x86_64")
                .contains("netty-transport-native-epoll with the classifier");
    }

    @Test
    void mentionsNativeAccessFromJava24On() {
        DoctorTestTree tree = DoctorTestTree.server(root).property("java.specification.version", "25");

        assertThat(tree.report(DoctorTestTree.NEW_KERNEL, 4096).text())
                .contains("native access ", "--enable-native-access=ALL-UNNAMED");
    }
}
