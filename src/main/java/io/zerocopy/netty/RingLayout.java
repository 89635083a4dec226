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
 * Offsets and constants of what Java shares with the kernel and the shim. {@link NativeShim#load()} compares
 * the sizes with the C side's own.
 */
final class RingLayout {

    static final int SIZEOF_RING_VIEW = 0;
    static final int SIZEOF_PROBE = 1;
    static final int SIZEOF_CQE = 2;

    // struct nzc_ring_view
    static final int VIEW_RING = 0;
    static final int VIEW_CQ_HEAD = 8;
    static final int VIEW_CQ_TAIL = 16;
    static final int VIEW_CQ_FLAGS = 24;
    static final int VIEW_CQES = 32;
    static final int VIEW_SQ_FLAGS = 40;
    static final int VIEW_CQ_ENTRIES = 48;
    static final int VIEW_SETUP_FLAGS = 52;
    static final int VIEW_RESTRICTED = 56;
    static final int VIEW_EVENTFD_REGISTERED = 60;
    static final int RING_VIEW_SIZE = 64;

    // struct nzc_probe
    static final int PROBE_RING_ERROR = 0;
    static final int PROBE_SETUP_FLAGS = 4;
    static final int PROBE_FEATURES = 8;
    static final int PROBE_OP_SEND_ZC = 12;
    static final int PROBE_OP_SENDMSG_ZC = 16;
    static final int PROBE_REPORT_USAGE = 20;
    static final int PROBE_RESTRICTIONS = 24;
    static final int PROBE_REGISTERED = 28;
    static final int PROBE_SIZE = 32;

    // struct io_uring_cqe
    static final int CQE_USER_DATA = 0;
    static final int CQE_RES = 8;
    static final int CQE_FLAGS = 12;
    static final int CQE_SIZE = 16;

    static final int IORING_CQE_F_MORE = 1 << 1;
    static final int IORING_CQE_F_NOTIF = 1 << 3;
    static final int IORING_NOTIF_USAGE_ZC_COPIED = 1 << 31;

    static final int IORING_SQ_CQ_OVERFLOW = 1 << 1;
    static final int IORING_SQ_TASKRUN = 1 << 2;

    static final int IORING_CQ_EVENTFD_DISABLED = 1;

    static final int IORING_RECVSEND_FIXED_BUF = 1 << 2;
    static final int SEND_BUFFER_SHIFT = 16;
    static final int IORING_SEND_ZC_REPORT_USAGE = 1 << 3;

    static final int MSG_DONTWAIT = 0x40;
    static final int MSG_EOR = 0x80;
    static final int MSG_NOSIGNAL = 0x4000;

    private RingLayout() {
    }
}
