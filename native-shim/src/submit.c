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

/*
 * The kernel moves the head before io_uring_enter() returns, whatever that
 * returns, so the head alone tells whether the request is ours or its.
 */
static bool nzc_consumed(const struct io_uring *ring, unsigned int tail)
{
	return IO_URING_READ_ONCE(*ring->sq.khead) != tail;
}

/*
 * Takes back a request the kernel did not consume. Left in the queue, it
 * would go out with the next one, when what it points to is long gone.
 * Without SQPOLL the kernel looks at the tail within io_uring_enter() only.
 */
static void nzc_take_back(struct io_uring *ring, unsigned int tail)
{
	ring->sq.sqe_tail = tail;
	ring->sq.sqe_head = tail;
	IO_URING_WRITE_ONCE(*ring->sq.ktail, tail);
}

int nzc_submit(struct io_uring *ring)
{
	unsigned int tail = ring->sq.sqe_tail - 1;
	int ret;

	do {
		ret = io_uring_submit_and_get_events(ring);
	} while (ret == -EINTR && !nzc_consumed(ring, tail));

	if (nzc_consumed(ring, tail))
		return 0;
	nzc_take_back(ring, tail);
	/* EAGAIN would be mistaken for a socket that is full. */
	if (ret >= 0 || ret == -EAGAIN || ret == -EBUSY)
		return -ENOBUFS;
	return ret;
}
