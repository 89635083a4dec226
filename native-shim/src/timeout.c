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

#include "nzc_internal.h"

int32_t nzc_ring_timeout(int64_t handle, int64_t nanos, int64_t user_data)
{
	struct io_uring *ring = nzc_pointer(handle);
	struct __kernel_timespec timeout;
	struct io_uring_sqe *sqe;

	if (!ring || nanos < 0)
		return -EINVAL;
	sqe = io_uring_get_sqe(ring);
	if (!sqe)
		return -ENOBUFS;

	timeout.tv_sec = nanos / NZC_NANOS_PER_SECOND;
	timeout.tv_nsec = nanos % NZC_NANOS_PER_SECOND;
	io_uring_prep_timeout(sqe, &timeout, 0, 0);
	sqe->user_data = (uint64_t)user_data;
	return nzc_submit(ring);
}
