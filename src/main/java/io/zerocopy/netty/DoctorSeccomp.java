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

/**
 * How to let io_uring through a seccomp filter, which depends on who installed it.
 */
final class DoctorSeccomp {

    private static final String CALLS = "io_uring_setup, io_uring_enter and io_uring_register";
    private static final String TO_TRY = "#  only to see whether it is the profile: ";

    private DoctorSeccomp() {
    }

    static DoctorAdvice advice(DoctorContainer.Kind container) {
        return switch (container) {
            case DOCKER -> DoctorAdvice.of("Docker's default profile forbids io_uring. Copy the profile of your"
                            + " version (default.json of moby/profiles), add " + CALLS
                            + " to its allowed system calls, and run with it:",
                    "docker run --security-opt seccomp=profile.json ...",
                    TO_TRY + "--security-opt seccomp=unconfined");
            case PODMAN -> DoctorAdvice.of("Podman's default profile hides io_uring. Copy"
                            + " /usr/share/containers/seccomp.json, add " + CALLS
                            + " to its allowed system calls, and run with it:",
                    "podman run --security-opt seccomp=profile.json ...",
                    TO_TRY + "--security-opt seccomp=unconfined");
            case KUBERNETES -> DoctorAdvice.of("The runtime's default profile forbids io_uring. Copy it, add " + CALLS
                            + " to its allowed system calls, put it below /var/lib/kubelet/seccomp on the nodes, and"
                            + " name it in the pod:",
                    "securityContext:",
                    "  seccompProfile:",
                    "    type: Localhost",
                    "    localhostProfile: profiles/io-uring.json",
                    TO_TRY + "type: Unconfined");
            default -> DoctorAdvice.of("Whatever started this process installed the filter; let it allow " + CALLS
                            + ". For a systemd unit with SystemCallFilter= that is:",
                    "SystemCallFilter=io_uring_setup io_uring_enter io_uring_register");
        };
    }
}
