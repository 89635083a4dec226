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
 * A thread that sleeps elsewhere learns by the eventfd that a time is up.
 */

#include "helper.h"

#define MILLI	1000000LL

static void check_bad_arguments(const struct nzc_ring_view *view)
{
	CHECK_EQ(nzc_ring_timeout(0, MILLI, 1), -EINVAL);
	CHECK_EQ(nzc_ring_timeout(view->ring, -1, 1), -EINVAL);
}

/* Not before the time, and in their order. */
static void check_times(const struct nzc_ring_view *view, int efd)
{
	struct pollfd p = { .fd = efd, .events = POLLIN };
	int64_t start = t_millis();
	struct nzc_cqe cqe;

	CHECK_EQ(nzc_ring_timeout(view->ring, 1200 * MILLI, 12), 0);
	CHECK_EQ(nzc_ring_timeout(view->ring, 60 * MILLI, 6), 0);
	CHECK(!t_poll_cqe(view, &cqe));
	CHECK_EQ(poll(&p, 1, T_WAIT_MILLIS), 1);
	CHECK(t_millis() - start >= 59);
	CHECK_EQ(nzc_ring_get_events(view->ring), 0);
	cqe = t_wait_cqe(view);
	CHECK_EQ(cqe.user_data, 6);
	CHECK_EQ(cqe.res, -ETIME);
	CHECK_EQ(cqe.flags, 0);
	cqe = t_wait_cqe(view);
	CHECK_EQ(cqe.user_data, 12);
	CHECK_EQ(cqe.res, -ETIME);
	CHECK(t_millis() - start >= 1199);
}

int main(void)
{
	int efd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	struct nzc_ring_view view = t_ring(16, efd);

	check_bad_arguments(&view);
	check_times(&view, efd);
	/* One that is still waited for does not keep the ring. */
	CHECK_EQ(nzc_ring_timeout(view.ring, 3600 * 1000 * MILLI, 1), 0);
	CHECK_EQ(nzc_ring_close(view.ring), 0);
	return 0;
}
