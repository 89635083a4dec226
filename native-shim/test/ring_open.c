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
/* Opening and closing rings: the view, wrong arguments, no leaked fd. */

#include <fcntl.h>

#include "helper.h"

static uint32_t word(int64_t address)
{
	return *(const uint32_t *)t_pointer(address);
}

static void check_view(int eventfd)
{
	struct nzc_ring_view view;

	memset(&view, 0x5a, sizeof(view));
	CHECK_EQ(nzc_ring_open(t_address(&view), 100, eventfd), 0);
	CHECK(view.ring != 0);
	CHECK_EQ(view.cq_entries, 128);
	CHECK_EQ(view.eventfd_registered, eventfd >= 0);
	CHECK(view.restricted <= 1);
	CHECK_EQ(word(view.cq_head), 0);
	CHECK_EQ(word(view.cq_tail), 0);
	CHECK_EQ(word(view.cq_flags), 0);
	CHECK_EQ(word(view.sq_flags), 0);
	CHECK_EQ(view.cqes % (int64_t)sizeof(struct nzc_cqe), 0);
	/* The last entry is mapped. */
	CHECK_EQ(((struct nzc_cqe *)t_pointer(view.cqes))[127].flags, 0);
	CHECK_EQ(nzc_ring_close(view.ring), 0);
}

static void check_failures(void)
{
	struct nzc_ring_view view;
	struct nzc_ring_view before;
	int64_t at = t_address(&view);
	int no_eventfd = open("/dev/null", O_RDONLY | O_CLOEXEC);

	memset(&view, 0x5a, sizeof(view));
	before = view;
	CHECK_EQ(nzc_ring_open(0, 16, -1), -EINVAL);
	CHECK_EQ(nzc_ring_open(at, 0, -1), -EINVAL);
	CHECK_EQ(nzc_ring_open(at, -1, -1), -EINVAL);
	CHECK_EQ(nzc_ring_open(at, NZC_CQ_ENTRIES_MIN - 1, -1), -EINVAL);
	CHECK_EQ(nzc_ring_open(at, INT32_MAX, -1), -EINVAL);
	CHECK_EQ(nzc_ring_open(at, 16, 1000000), -EBADF);
	CHECK_EQ(nzc_ring_open(at, 16, no_eventfd), -EINVAL);
	CHECK_EQ(memcmp(&view, &before, sizeof(view)), 0);
	CHECK_EQ(nzc_ring_close(0), -EINVAL);
	CHECK_EQ(nzc_ring_get_events(0), -EINVAL);
	CHECK_EQ(nzc_ring_wait(0, 0), -EINVAL);
	CHECK_EQ(nzc_ring_sendmsg_zc(0, 0, 0, 0, 0, 0, 0), -EINVAL);
	close(no_eventfd);
}

static void check_fd_limit(void)
{
	struct nzc_ring_view view;
	struct rlimit limit;
	struct rlimit none;

	CHECK_EQ(getrlimit(RLIMIT_NOFILE, &limit), 0);
	none = limit;
	none.rlim_cur = 0;
	CHECK_EQ(setrlimit(RLIMIT_NOFILE, &none), 0);
	CHECK_EQ(nzc_ring_open(t_address(&view), 16, -1), -EMFILE);
	CHECK_EQ(setrlimit(RLIMIT_NOFILE, &limit), 0);
}

int main(void)
{
	int efd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	int fds;
	int i;

	t_need_zero_copy();
	CHECK(efd >= 0);
	fds = t_count_fds();
	for (i = 0; i < 20; i++) {
		check_view(-1);
		check_view(efd);
		check_failures();
	}
	check_fd_limit();
	CHECK_EQ(t_count_fds(), fds);
	return 0;
}
