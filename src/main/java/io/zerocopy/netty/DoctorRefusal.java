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

import java.util.ArrayList;
import java.util.List;

/**
 * Why the kernel refuses to create a ring. The error number alone does not tell: the sysctl, seccomp filters and
 * security modules all say EPERM or the like, old kernels and some filters both say ENOSYS.
 */
final class DoctorRefusal {

    private static final int EACCES = -13;

    private final DoctorHost host;
    private final int error;

    private DoctorRefusal(DoctorHost host, int error) {
        this.host = host;
        this.error = error;
    }

    static DoctorDiagnosis diagnose(DoctorHost host, int error) {
        DoctorRefusal refusal = new DoctorRefusal(host, error);
        return switch (error) {
            case Errno.EPERM, EACCES -> refusal.forbidden();
            case Errno.ENOSYS -> refusal.unknown();
            case Errno.ENOMEM -> refusal.noMemory();
            case Errno.EINVAL, Errno.EOPNOTSUPP -> DoctorDiagnosis.tooOld(host, "lacks what is needed of io_uring");
            default -> DoctorDiagnosis.because("io_uring_setup failed with " + Errno.describe(error));
        };
    }

    private DoctorDiagnosis forbidden() {
        boolean filtered = host.process().isFilteredBySeccomp();
        List<DoctorAdvice> advice = new ArrayList<>();
        if (host.isIoUringDisabled()) {
            advice.add(allowBySysctl());
        }
        if (filtered) {
            advice.add(DoctorSeccomp.advice(host.container().kind()));
        }
        if (host.isIoUringDisabled()) {
            return new DoctorDiagnosis(disabledBySysctl(), advice);
        }
        if (filtered) {
            return new DoctorDiagnosis("a seccomp filter forbids io_uring (" + name() + ")", advice);
        }
        return DoctorDiagnosis.because("io_uring is forbidden (" + name() + "), but neither by seccomp nor by sysctl",
                DoctorAdvice.of("A security module or a sandbox may do that. With SELinux, the audit log tells"
                        + " (class io_uring):", "ausearch -m avc -ts recent | grep io_uring"));
    }

    private String name() {
        return switch (error) {
            case EACCES -> "EACCES";
            case Errno.EPERM -> "EPERM";
            default -> "ENOSYS";
        };
    }

    private String disabledBySysctl() {
        long value = host.ioUringDisabled().orElse(0);
        return "kernel.io_uring_disabled is " + value
                + (value == 1 ? ": only a group and the administrator may use io_uring" : ": nobody may use io_uring");
    }

    private DoctorAdvice allowBySysctl() {
        String where = host.container().kind() == DoctorContainer.Kind.NONE ? "" : " on the host, not in the container";
        String group = Long.toString(host.process().gid().orElse(0));
        return DoctorAdvice.of("Allow io_uring to the group of the server (first line), or to everybody (second line)"
                        + where + "; to keep it, write the settings into a file in /etc/sysctl.d:",
                "sysctl -w kernel.io_uring_disabled=1 kernel.io_uring_group=" + group,
                "sysctl -w kernel.io_uring_disabled=0");
    }

    private DoctorDiagnosis unknown() {
        if (host.isKernelOlderThan(5, 1)) {
            return DoctorDiagnosis.tooOld(host, "has no io_uring");
        }
        if (host.process().isFilteredBySeccomp()) {
            return DoctorDiagnosis.because("a seccomp filter hides io_uring (" + name() + ")",
                    DoctorSeccomp.advice(host.container().kind()));
        }
        return DoctorDiagnosis.because("this kernel has no io_uring (ENOSYS)", DoctorAdvice.of(
                "It was built without CONFIG_IO_URING, or it is the kernel of a sandbox such as gVisor."));
    }

    private DoctorDiagnosis noMemory() {
        return DoctorDiagnosis.because("the memlock limit has no room for even the smallest ring (ENOMEM)",
                DoctorMemlock.advice(host));
    }
}
