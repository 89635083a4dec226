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
#include <errno.h>
#include <stddef.h>

#include "nzc_internal.h"

_Static_assert(sizeof(struct nzc_ring_view) == 64, "layout is the ABI");
_Static_assert(sizeof(struct nzc_probe) == 32, "layout is the ABI");

/* The kernel writes the completions, so its layout and values are the law. */
_Static_assert(sizeof(struct nzc_cqe) == sizeof(struct io_uring_cqe), "cqe");
_Static_assert(offsetof(struct nzc_cqe, user_data) ==
	       offsetof(struct io_uring_cqe, user_data), "cqe");
_Static_assert(offsetof(struct nzc_cqe, res) ==
	       offsetof(struct io_uring_cqe, res), "cqe");
_Static_assert(offsetof(struct nzc_cqe, flags) ==
	       offsetof(struct io_uring_cqe, flags), "cqe");
_Static_assert(NZC_SEND_REGISTERED == IORING_RECVSEND_FIXED_BUF, "send");
_Static_assert(NZC_SEND_REPORT_USAGE == IORING_SEND_ZC_REPORT_USAGE, "send");
_Static_assert(NZC_CQE_F_MORE == IORING_CQE_F_MORE, "cqe");
_Static_assert(NZC_CQE_F_NOTIF == IORING_CQE_F_NOTIF, "cqe");
_Static_assert(NZC_NOTIF_COPIED == IORING_NOTIF_USAGE_ZC_COPIED, "notif");
_Static_assert(NZC_SQ_CQ_OVERFLOW == IORING_SQ_CQ_OVERFLOW, "sq");
_Static_assert(NZC_SQ_TASKRUN == IORING_SQ_TASKRUN, "sq");
_Static_assert(NZC_CQ_EVENTFD_DISABLED == IORING_CQ_EVENTFD_DISABLED, "cq");

int32_t nzc_abi_version(void)
{
	return NZC_ABI_VERSION;
}

int32_t nzc_sizeof(int32_t what)
{
	switch (what) {
	case NZC_SIZEOF_RING_VIEW:
		return sizeof(struct nzc_ring_view);
	case NZC_SIZEOF_PROBE:
		return sizeof(struct nzc_probe);
	case NZC_SIZEOF_CQE:
		return sizeof(struct nzc_cqe);
	default:
		return -EINVAL;
	}
}
