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
/*
 * A thread that sleeps elsewhere learns of a notification by the eventfd, and
 * gets at it when it looks at the flags.
 */

#include "helper.h"

#include "nzc_liburing.h"

static uint64_t drain(int efd)
{
	uint64_t count = 0;

	if (read(efd, &count, sizeof(count)) < 0)
		CHECK_EQ(errno, EAGAIN);
	return count;
}

/* Finds the notification as the event loop does: no call without need. */
static void check_found(const struct nzc_ring_view *view)
{
	uint32_t *sq_flags = t_pointer(view->sq_flags);
	struct nzc_cqe cqe;

	if (view->setup_flags & IORING_SETUP_DEFER_TASKRUN) {
		CHECK(!t_poll_cqe(view, &cqe));
		CHECK(__atomic_load_n(sq_flags, __ATOMIC_ACQUIRE) &
		      NZC_SQ_TASKRUN);
	}
	CHECK_EQ(nzc_ring_get_events(view->ring), 0);
	CHECK(t_poll_cqe(view, &cqe));
	CHECK_EQ(cqe.user_data, 5);
	CHECK_EQ(cqe.flags & NZC_CQE_F_NOTIF, NZC_CQE_F_NOTIF);
	CHECK_EQ(__atomic_load_n(sq_flags, __ATOMIC_ACQUIRE), 0);
}

int main(void)
{
	int efd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	struct nzc_ring_view view = t_ring(16, efd);
	struct t_connection c = t_connect(4 << 20, 16 << 10);
	struct pollfd p = { .fd = efd, .events = POLLIN };
	static char bytes[256 << 10];
	struct nzc_cqe cqe;

	/* More than the receiver's window: what is unsent holds the memory. */
	cqe = t_send(&view, c.sender, bytes, sizeof(bytes), 5);
	CHECK_EQ(cqe.res, sizeof(bytes));
	CHECK_EQ(cqe.flags, NZC_CQE_F_MORE);
	CHECK_EQ(nzc_ring_wait(view.ring, 50), -ETIME);
	drain(efd);
	t_receive(c.receiver, bytes, sizeof(bytes));
	CHECK_EQ(poll(&p, 1, T_WAIT_MILLIS), 1);
	CHECK(drain(efd) > 0);
	check_found(&view);
	CHECK_EQ(nzc_ring_close(view.ring), 0);
	t_disconnect(&c);
	return 0;
}
