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

import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Everything that is known without native code: files, environment, system properties.
 */
final class DoctorHost {

    private static final Pattern RELEASE = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*");
    // Values of kernel.io_uring_disabled
    private static final int FOR_UNPRIVILEGED = 1;
    private static final int FOR_ALL = 2;

    private final DoctorFiles files;
    private final UnaryOperator<String> environment;
    private final UnaryOperator<String> properties;
    private final DoctorProcess process;
    private final DoctorContainer container;
    private final boolean nativeAccess;

    DoctorHost(DoctorFiles files, UnaryOperator<String> environment, UnaryOperator<String> properties) {
        this.files = files;
        this.environment = environment;
        this.properties = properties;
        process = new DoctorProcess(files);
        container = DoctorContainer.detect(files, environment);
        // Asked first of all: having warned once, Java grants it.
        nativeAccess = askForNativeAccess();
    }

    DoctorFiles files() {
        return files;
    }

    DoctorProcess process() {
        return process;
    }

    DoctorContainer container() {
        return container;
    }

    String environment(String name) {
        String value = environment.apply(name);
        return value == null ? "" : value;
    }

    String property(String name) {
        String value = properties.apply(name);
        return value == null ? "" : value;
    }

    boolean isLinux() {
        return "Linux".equals(property("os.name"));
    }

    String kernelRelease() {
        String release = files.text("proc/sys/kernel/osrelease");
        return release.isEmpty() ? property("os.version") : release;
    }

    /**
     * Whether the release is known to be older. Only to explain what the kernel refused: distributions and sandboxes
     * make version numbers lie.
     */
    boolean isKernelOlderThan(int major, int minor) {
        Matcher release = RELEASE.matcher(kernelRelease());
        if (!release.matches()) {
            return false;
        }
        int actual = Integer.parseInt(release.group(1));
        return actual < major || actual == major && Integer.parseInt(release.group(2)) < minor;
    }

    /** The sysctl kernel.io_uring_disabled, there since Linux 6.6 and in some older kernels of distributions. */
    OptionalLong ioUringDisabled() {
        return files.number("proc/sys/kernel/io_uring_disabled", 0);
    }

    OptionalLong ioUringGroup() {
        return files.number("proc/sys/kernel/io_uring_group", 0);
    }

    /** Whether that sysctl keeps this process from io_uring. */
    boolean isIoUringDisabled() {
        long disabled = ioUringDisabled().orElse(0);
        if (disabled >= FOR_ALL) {
            return true;
        }
        return disabled == FOR_UNPRIVILEGED && !process.hasCapability(DoctorProcess.CAP_SYS_ADMIN)
                && !process.isInGroup(ioUringGroup().orElse(-1));
    }

    /** Whether this JVM was told to allow native code, as from Java 24 on it wants to be. */
    boolean hasNativeAccess() {
        return nativeAccess;
    }

    private static boolean askForNativeAccess() {
        try {
            // Since Java 22.
            return (boolean) Module.class.getMethod("isNativeAccessEnabled").invoke(DoctorHost.class.getModule());
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** The feature release of the Java virtual machine, 0 if unknown. */
    long javaFeature() {
        return DoctorFiles.parse(property("java.specification.version")).orElse(0);
    }
}
