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

import io.netty.channel.epoll.Epoll;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;

/**
 * Tells whether this process can send by zero copy, and why not. Without it the same event loops and channels work
 * as plain epoll.
 */
public final class ZeroCopy {

    private static final InternalLogger LOGGER = InternalLoggerFactory.getInstance(ZeroCopy.class);

    private static final KernelSupport KERNEL;
    private static final Throwable UNAVAILABILITY_CAUSE;

    static {
        KernelSupport kernel = null;
        Throwable cause = null;
        try {
            kernel = probe();
        } catch (Throwable t) {
            cause = t;
        }
        KERNEL = kernel;
        UNAVAILABILITY_CAUSE = cause;
        if (cause == null) {
            LOGGER.debug("Zero-copy sends are available: {}", kernel);
        } else {
            LOGGER.warn("Zero-copy sends are not available, writes are copied by epoll: {}", reason(cause));
            LOGGER.debug("Why zero-copy sends are not available", cause);
        }
    }

    private ZeroCopy() {
    }

    /** Whether large writes can leave by zero copy. */
    public static boolean isAvailable() {
        return UNAVAILABILITY_CAUSE == null;
    }

    /** Returns why zero-copy sends are not available, or {@code null}. */
    public static Throwable unavailabilityCause() {
        return UNAVAILABILITY_CAUSE;
    }

    /**
     * Throws if zero-copy sends are not available.
     *
     * @throws UnsupportedOperationException with {@link #unavailabilityCause()} as its cause
     */
    public static void ensureAvailability() {
        if (UNAVAILABILITY_CAUSE != null) {
            throw new UnsupportedOperationException(
                    "zero-copy sends are not available: " + reason(UNAVAILABILITY_CAUSE), UNAVAILABILITY_CAUSE);
        }
    }

    /** Whether sends may come from registered memory. */
    static boolean sendsRegistered() {
        return isAvailable() && KERNEL.sendsRegistered();
    }

    /** The request flags that this kernel knows. */
    static int sendFlags() {
        return KERNEL.reportsUsage() ? RingLayout.IORING_SEND_ZC_REPORT_USAGE : 0;
    }

    /** The cause in one line: JNA and the dynamic linker wrap theirs, and say it in several. */
    static String reason(Throwable cause) {
        return DoctorFailure.message(cause);
    }

    private static KernelSupport probe() throws Throwable {
        if (!ZeroCopyDefaults.enabled()) {
            throw new UnsupportedOperationException("switched off by -Dio.zerocopy.netty.enabled=false");
        }
        if (!Epoll.isAvailable()) {
            throw new UnsupportedOperationException("no epoll transport", Epoll.unavailabilityCause());
        }
        NativeShim.load();
        KernelSupport kernel = KernelSupport.probe();
        String missing = kernel.missing();
        if (missing != null) {
            throw new UnsupportedOperationException(missing);
        }
        return kernel;
    }
}
