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

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the running kernel offers to this process, found by asking it for each operation: version numbers lie, since
 * distributions backport, and containers forbid. Needs the {@link NativeShim} loaded, and nothing of Netty.
 */
final class KernelSupport {

    private final int ringError;
    private final int setupFlags;
    private final boolean sendZc;
    private final boolean sendmsgZc;
    private final boolean reportsUsage;
    private final boolean restrictions;
    private final boolean registered;

    private KernelSupport(ByteBuffer probe) {
        ringError = probe.getInt(RingLayout.PROBE_RING_ERROR);
        setupFlags = probe.getInt(RingLayout.PROBE_SETUP_FLAGS);
        sendZc = probe.getInt(RingLayout.PROBE_OP_SEND_ZC) != 0;
        sendmsgZc = probe.getInt(RingLayout.PROBE_OP_SENDMSG_ZC) != 0;
        reportsUsage = probe.getInt(RingLayout.PROBE_REPORT_USAGE) != 0;
        registered = probe.getInt(RingLayout.PROBE_REGISTERED) != 0;
        restrictions = probe.getInt(RingLayout.PROBE_RESTRICTIONS) != 0;
    }

    static KernelSupport probe() {
        ByteBuffer out = ByteBuffer.allocateDirect(RingLayout.PROBE_SIZE).order(ByteOrder.nativeOrder());
        int error = NativeShim.nzc_probe(Memory.address(out));
        if (error != 0) {
            throw new IllegalStateException("cannot probe io_uring: " + Errno.describe(error));
        }
        return new KernelSupport(out);
    }

    /** What zero-copy sends lack here, as a sentence, or {@code null}. */
    String missing() {
        if (ringError != 0) {
            return "io_uring_setup failed with " + Errno.describe(ringError);
        }
        return sendmsgZc ? null : "this kernel's io_uring has no SENDMSG_ZC (Linux 6.1 or newer is needed)";
    }

    int ringError() {
        return ringError;
    }

    int setupFlags() {
        return setupFlags;
    }

    boolean hasSendZc() {
        return sendZc;
    }

    boolean hasSendmsgZc() {
        return sendmsgZc;
    }

    /** Whether a notification tells if the kernel copied after all. */
    boolean reportsUsage() {
        return reportsUsage;
    }

    /** Whether a vectored send may come from registered memory. */
    boolean sendsRegistered() {
        return registered;
    }

    boolean hasRestrictions() {
        return restrictions;
    }

    @Override
    public String toString() {
        return "SEND_ZC " + sendZc + ", SENDMSG_ZC " + sendmsgZc + ", usage reports " + reportsUsage
                + ", registered memory " + registered + ", restrictions " + restrictions + ", setup flags 0x"
                + Integer.toHexString(setupFlags);
    }
}
