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
#include <time.h>

#include "nzc_internal.h"

#define NZC_NANOS_PER_MILLI	1000000LL

static int64_t nzc_nanos(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * NZC_NANOS_PER_SECOND + now.tv_nsec;
}

int32_t nzc_ring_get_events(int64_t handle)
{
	struct io_uring *ring = nzc_pointer(handle);
	int ret;

	if (!ring)
		return -EINVAL;
	do {
		ret = io_uring_get_events(ring);
	} while (ret == -EINTR);
	return ret < 0 ? ret : 0;
}

int32_t nzc_ring_wait(int64_t handle, int32_t timeout_millis)
{
	struct io_uring *ring = nzc_pointer(handle);
	int64_t remaining = timeout_millis * NZC_NANOS_PER_MILLI;
	struct __kernel_timespec timeout;
	struct io_uring_cqe *cqe;
	int64_t deadline;
	int ret;

	if (!ring || timeout_millis < 0)
		return -EINVAL;
	deadline = nzc_nanos() + remaining;
	for (;;) {
		timeout.tv_sec = remaining / NZC_NANOS_PER_SECOND;
		timeout.tv_nsec = remaining % NZC_NANOS_PER_SECOND;
		ret = io_uring_wait_cqe_timeout(ring, &cqe, &timeout);
		if (ret != -EINTR)
			return ret < 0 ? ret : 0;
		/* A signal must not make the wait any longer. */
		remaining = deadline - nzc_nanos();
		if (remaining < 0)
			remaining = 0;
	}
}
