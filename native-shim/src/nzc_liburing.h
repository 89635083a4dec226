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
#ifndef NZC_LIBURING_H
#define NZC_LIBURING_H

/* liburing.h, checked for its version and completed for old headers. */

#include <liburing.h>

/*
 * liburing tells its version only since 2.4. IORING_SETUP_DEFER_TASKRUN came
 * with 2.3, as did io_uring_prep_sendmsg_zc() and
 * io_uring_submit_and_get_events().
 */
#ifndef IORING_SETUP_DEFER_TASKRUN
#error "liburing 2.3 or newer is required (Debian and Ubuntu: liburing-dev)"
#endif

#ifndef IORING_SEND_ZC_REPORT_USAGE
#define IORING_SEND_ZC_REPORT_USAGE	(1U << 3)
#endif

#ifndef IORING_NOTIF_USAGE_ZC_COPIED
#define IORING_NOTIF_USAGE_ZC_COPIED	(1U << 31)
#endif

/* Since Linux 6.12 and 6.13; liburing has them since 2.8 and 2.9. */
#define NZC_REGISTER_CLONE_BUFFERS	30
#define NZC_REGISTER_DST_REPLACE	(1U << 1)

struct nzc_clone_buffers {
	uint32_t src_fd;
	uint32_t flags;
	uint32_t src_off;
	uint32_t dst_off;
	uint32_t nr;
	uint32_t pad[3];
};

#endif
