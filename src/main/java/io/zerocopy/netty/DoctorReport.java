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
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;

/**
 * The report: what is there, why zero copy is off if it is, what to do. Ends with the result in one line.
 */
final class DoctorReport {

    private static final String PRODUCT = "netty-transport-zerocopy";
    private static final String POM = "/META-INF/maven/io.zerocopy/" + PRODUCT + "/pom.properties";
    private static final int WARNS_OF_NATIVE_ACCESS = 24;

    private final DoctorHost host;
    private final DoctorNative shim;
    private final DoctorEpoll epoll;
    private final DoctorDiagnosis diagnosis;

    DoctorReport(DoctorHost host, DoctorNative shim, DoctorEpoll epoll) {
        this.host = host;
        this.shim = shim;
        this.epoll = epoll;
        diagnosis = DoctorDiagnosis.of(host, shim, epoll);
    }

    boolean isAvailable() {
        return diagnosis.isAvailable();
    }

    String text() {
        DoctorPrinter out = new DoctorPrinter();
        out.title(PRODUCT + " " + version() + ", the doctor's report");
        printHost(out);
        printZeroCopy(out);
        new DoctorMemlock(host, shim).print(out);
        new DoctorServerLimits(host).print(out);
        new DoctorNetwork(host.files()).print(out);
        printAdvice(out);
        out.section("Result: " + (isAvailable() ? "zero copy is available"
                : "zero copy is NOT available: " + diagnosis.reason()));
        return out.toString();
    }

    private static String version() {
        try (InputStream pom = DoctorReport.class.getResourceAsStream(POM)) {
            // The manifest would be that of the application, if this is a fat jar.
            Properties properties = new Properties();
            if (pom != null) {
                properties.load(pom);
            }
            return properties.getProperty("version", "(version unknown)");
        } catch (IOException e) {
            return "(version unknown)";
        }
    }

    private void printHost(DoctorPrinter out) {
        out.section("Host");
        out.line("kernel", host.property("os.name") + " " + host.kernelRelease() + " on " + host.property("os.arch"));
        out.line("container", host.container().toString());
        OptionalLong uid = host.process().uid();
        out.line("user", host.property("user.name") + (uid.isPresent() ? " (uid " + uid.getAsLong() + ")" : "")
                + (host.process().isInUserNamespace() ? " in a user namespace" : ""));
        out.line("Java", host.property("java.runtime.version") + ", " + host.property("java.vm.name"));
        if (host.javaFeature() >= WARNS_OF_NATIVE_ACCESS) {
            out.line("native access", (host.hasNativeAccess() ? "granted here; a server needs"
                    : "not granted here: Java warns now, and will refuse some day; start the server with")
                    + " --enable-native-access=ALL-UNNAMED");
        }
    }

    private void printZeroCopy(DoctorPrinter out) {
        out.section("Zero copy");
        out.line("available", isAvailable() ? "yes" : "NO: " + diagnosis.reason());
        printLibrary(out);
        printPermissions(out);
        if (shim.kernel() != null) {
            printKernel(out, shim.kernel());
        }
    }

    private void printLibrary(DoctorPrinter out) {
        if (DoctorFailure.isJnaMissing(shim.failure())) {
            out.line("JNA", "not found, so nothing below could be tried");
            return;
        }
        out.line("JNA", shim.jna().isEmpty() ? "found" : shim.jna());
        out.line("native library", shim.isLoaded() ? shim.library() + ", ABI " + shim.abi()
                : "not loaded: " + DoctorFailure.message(shim.failure()));
        out.line("Netty's epoll transport", !epoll.checked() ? "not checked, Netty is not on this class path"
                : epoll.problem() == null ? "works" : "does not work: " + epoll.problem());
    }

    private void printPermissions(DoctorPrinter out) {
        OptionalLong disabled = host.ioUringDisabled();
        String allowed = host.isIoUringDisabled() ? "forbidden to this process" : "allowed";
        out.line("kernel.io_uring_disabled", disabled.isEmpty() ? "not in this kernel"
                : disabled.getAsLong() + ", " + allowed
                        + (disabled.getAsLong() == 1 ? " (kernel.io_uring_group=" + group() + ")" : ""));
        out.line("seccomp", !host.process().knowsSeccomp() ? "unknown"
                : host.process().isFilteredBySeccomp() ? "a filter is active" : "no filter");
    }

    private String group() {
        OptionalLong group = host.ioUringGroup();
        return group.isPresent() ? Long.toString(group.getAsLong()) : "unknown";
    }

    private static void printKernel(DoctorPrinter out, DoctorNative.Kernel kernel) {
        if (kernel.ringError() != 0) {
            out.line("io_uring", "no ring can be created: " + Errno.describe(kernel.ringError()));
            return;
        }
        out.line("io_uring", "a ring can be created");
        out.line("  setup flags", DoctorSetupFlags.describe(kernel.setupFlags()));
        if ((kernel.setupFlags() & DoctorSetupFlags.DEFER_TASKRUN) == 0) {
            out.line("", "without DEFER_TASKRUN (Linux 6.1), completions interrupt the event loops");
        }
        if ((kernel.setupFlags() & DoctorSetupFlags.TASKRUN_FLAG) == 0) {
            out.line("", "without TASKRUN_FLAG (Linux 5.19), completions interrupt the event loops");
        }
        out.line("  SENDMSG_ZC", kernel.sendmsgZc() ? "yes" : "no: no zero copy without it (Linux 6.1)");
        out.line("  usage reports", kernel.reportsUsage() ? "yes"
                : "no: nobody will know when the kernel copies after all (Linux 6.2)");
        out.line("  restrictions", kernel.restrictions() ? "yes"
                : "no: rings are not limited to what they are for, as a precaution (Linux 5.10)");
        out.line("  SEND_ZC", kernel.sendZc() ? "yes" : "no: nothing is lost, SENDMSG_ZC does it all (Linux 6.0)");
    }

    private void printAdvice(DoctorPrinter out) {
        List<DoctorAdvice> advice = diagnosis.advice();
        if (!advice.isEmpty()) {
            out.section("What to do");
            for (int i = 0; i < advice.size(); i++) {
                out.step(i + 1, advice.get(i));
            }
        }
    }
}
