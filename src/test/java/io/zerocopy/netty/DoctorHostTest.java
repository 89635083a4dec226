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
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is read from {@code /proc}, {@code /sys} and the environment.
 */
class DoctorHostTest {

    @TempDir
    private Path root;

    @Test
    @EnabledOnOs(OS.LINUX)
    void readsFilesThatSayToBeEmpty() {
        // The real /proc/sys answers one read() only, which no made-up tree does.
        assertThat(new DoctorFiles(Path.of("/")).text("proc/sys/kernel/osrelease"))
                .isEqualTo(System.getProperty("os.version"));
        assertThat(new DoctorFiles(Path.of("/")).lines("proc/self/status")).hasSizeGreaterThan(20);
    }

    @Test
    void readsLimits() {
        DoctorTestTree tree = DoctorTestTree.server(root).limits("65536", "20000");

        assertThat(tree.host().process().limit(DoctorProcess.LOCKED_MEMORY))
                .contains(new DoctorProcess.Limit(65536, 65536));
        assertThat(tree.host().process().limit(DoctorProcess.OPEN_FILES))
                .contains(new DoctorProcess.Limit(20000, 1048576));
        assertThat(tree.limits("unlimited", "1").host().process().limit(DoctorProcess.LOCKED_MEMORY))
                .contains(new DoctorProcess.Limit(Long.MAX_VALUE, Long.MAX_VALUE));
    }

    @ParameterizedTest
    @CsvSource({"0000000000000000, false, false", "0000000000004000, true, false", "0000000000200000, false, true",
                "ffffffffffffffff, true, true", "'', false, false"})
    void readsCapabilities(String mask, boolean ipcLock, boolean sysAdmin) {
        DoctorProcess process = DoctorTestTree.server(root).status(0, mask).host().process();

        assertThat(process.hasCapability(DoctorProcess.CAP_IPC_LOCK)).isEqualTo(ipcLock);
        assertThat(process.hasCapability(DoctorProcess.CAP_SYS_ADMIN)).isEqualTo(sysAdmin);
    }

    @ParameterizedTest
    @CsvSource({
        // setting, group, capabilities, seen from a user namespace, disabled
        "0, -1,   0,      false, false",
        "1, -1,   0,      false, true",
        "1, 4711, 0,      false, true",
        "1, 2000, 0,      false, false",
        "1, 1001, 0,      false, false",
        "1, -1,   200000, false, false",
        "1, -1,   200000, true,  true",
        "2, 1001, 200000, false, true"})
    void knowsWhomTheSysctlConcerns(int setting, int group, String capabilities, boolean namespace, boolean disabled) {
        DoctorTestTree tree = DoctorTestTree.server(root).sysctl("kernel/io_uring_disabled", "" + setting)
                .sysctl("kernel/io_uring_group", "" + group).status(0, capabilities);
        if (namespace) {
            tree.file("proc/self/uid_map", "0 100000 65536\n");
        }

        assertThat(tree.host().isIoUringDisabled()).isEqualTo(disabled);
    }

    @Test
    void noGroupIsNotAnUnknownGroup() {
        DoctorTestTree tree = DoctorTestTree.server(root).sysctl("kernel/io_uring_disabled", "1")
                .file("proc/self/status", "Name:\tjava\n");

        assertThat(tree.host().isIoUringDisabled()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0::/system.slice/web.service                                 | NONE",
        "0::/system.slice/docker.service                              | NONE",
        "0::/                                                         | NONE",
        "5:devices:/docker/0123456789abcdef                           | DOCKER",
        "0::/system.slice/docker-0123456789abcdef.scope               | DOCKER",
        "0::/machine.slice/libpod-0123456789abcdef.scope/container    | PODMAN",
        "4:memory:/kubepods/burstable/pod01234567/0123456789abcdef    | KUBERNETES",
        "0::/kubepods.slice/cri-containerd-0123456789abcdef.scope     | KUBERNETES",
        "0::/lxc.payload.web/system.slice                             | OTHER"})
    void recognizesContainersByControlGroup(String cgroup, DoctorContainer.Kind kind) {
        DoctorTestTree tree = DoctorTestTree.server(root).file("proc/self/cgroup", cgroup + "\n");

        assertThat(tree.host().container().kind()).isEqualTo(kind);
    }

    @Test
    void recognizesContainersByTheirMarks() {
        DoctorTestTree tree = DoctorTestTree.server(root);

        assertThat(tree.environment("container", "systemd-nspawn").host().container())
                .isEqualTo(new DoctorContainer(DoctorContainer.Kind.OTHER, "container=systemd-nspawn"));
        assertThat(tree.environment("container", "podman").host().container().kind())
                .isEqualTo(DoctorContainer.Kind.PODMAN);
        assertThat(tree.file(".dockerenv", "").host().container().kind()).isEqualTo(DoctorContainer.Kind.DOCKER);
        assertThat(tree.file("run/.containerenv", "").host().container().kind())
                .isEqualTo(DoctorContainer.Kind.PODMAN);
        assertThat(tree.environment("KUBERNETES_SERVICE_HOST", "10.0.0.1").host().container().kind())
                .isEqualTo(DoctorContainer.Kind.KUBERNETES);
    }

    @ParameterizedTest
    @CsvSource({"6.0.19-generic, true", "6.1.0, false", "6.18.44, false", "5.15.0-1, true", "7.0-rc1, false",
                "unknown, false"})
    void comparesReleases(String release, boolean older) {
        DoctorTestTree tree = DoctorTestTree.server(root).file("proc/sys/kernel/osrelease", release);

        assertThat(tree.host().isKernelOlderThan(6, 1)).isEqualTo(older);
    }

    @Test
    void namesSetupFlags() {
        assertThat(DoctorSetupFlags.describe(0)).isEqualTo("none");
        assertThat(DoctorSetupFlags.describe(1 << 3 | 1 << 12 | 1 << 13 | 1 << 31))
                .isEqualTo("CQSIZE, SINGLE_ISSUER, DEFER_TASKRUN, bit 31");
    }
}
