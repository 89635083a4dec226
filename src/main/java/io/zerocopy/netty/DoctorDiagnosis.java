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
import java.util.Locale;
import java.util.Set;

/**
 * Why zero copy is not available, in the order in which {@link ZeroCopy} would find out, and what to do.
 *
 * @param reason one sentence without a full stop, {@code null} if zero copy is available
 * @param advice what to do about it, most likely to help first
 */
record DoctorDiagnosis(String reason, List<DoctorAdvice> advice) {

    private static final String ENABLED = "io.zerocopy.netty.enabled";
    private static final Set<String> FALSE = Set.of("false", "no", "off", "0");

    static DoctorDiagnosis of(DoctorHost host, DoctorNative shim, DoctorEpoll epoll) {
        if (FALSE.contains(host.property(ENABLED).strip().toLowerCase(Locale.ROOT))) {
            return because("it is switched off by -D" + ENABLED + "=" + host.property(ENABLED),
                    DoctorAdvice.of("Start Java without that property."));
        }
        if (!host.isLinux()) {
            return because("it needs Linux, and this is " + host.property("os.name"),
                    DoctorAdvice.of("Nothing can be done about it here."));
        }
        if (shim.failure() != null) {
            return DoctorFailure.diagnose(host, shim);
        }
        if (shim.kernel().ringError() != 0) {
            return DoctorRefusal.diagnose(host, shim.kernel().ringError());
        }
        if (!shim.kernel().sendmsgZc()) {
            return tooOld(host, "has io_uring, but no SENDMSG_ZC");
        }
        if (epoll.problem() != null) {
            return because("Netty's epoll transport does not work: " + epoll.problem(), DoctorAdvice.of("Put "
                    + "netty-transport-native-epoll with the classifier of this machine (linux-x86_64 or"
                    + " linux-aarch_64)"
                    + " on the class path, in the version of the other Netty jars."));
        }
        return new DoctorDiagnosis(null, List.of());
    }

    static DoctorDiagnosis tooOld(DoctorHost host, String lack) {
        return because("kernel " + host.kernelRelease() + " " + lack,
                DoctorAdvice.of("Run Linux 6.1 or newer; 6.2 or newer also reports what the kernel copied after all."));
    }

    static DoctorDiagnosis because(String reason, DoctorAdvice... advice) {
        return new DoctorDiagnosis(reason, List.of(advice));
    }

    boolean isAvailable() {
        return reason == null;
    }
}
