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
/* Many iovecs in one request: more than a packet holds, up to the limit. */

#include "helper.h"

#define MAX	1024
#define PIECE	700

static char memory[MAX * PIECE];
static char got[MAX * PIECE];
static struct iovec iovs[MAX + 1];

static int submit(const struct nzc_ring_view *view, int fd, int iovcnt)
{
	return t_sendmsg(view, fd, iovs, iovcnt, 0, iovcnt);
}

/* The bytes are in order although the pieces lie in memory backwards. */
static void arrange(void)
{
	size_t i;

	for (i = 0; i < MAX; i++) {
		iovs[i].iov_base = memory + (MAX - 1 - i) * PIECE;
		iovs[i].iov_len = PIECE;
		t_fill(iovs[i].iov_base, PIECE, i * PIECE);
	}
	iovs[MAX] = iovs[0];
}

static void check(const struct nzc_ring_view *view, int iovcnt)
{
	struct t_connection c = t_connect(4 << 20, 0);
	size_t len = (size_t)iovcnt * PIECE;
	struct nzc_cqe cqe;

	arrange();
	CHECK_EQ(submit(view, c.sender, iovcnt), 0);
	/* The kernel has its own copy of the array by now. */
	memset(iovs, 0x5a, sizeof(iovs));
	CHECK(t_poll_cqe(view, &cqe));
	CHECK_EQ(cqe.user_data, iovcnt);
	CHECK_EQ(cqe.flags, NZC_CQE_F_MORE);
	CHECK_EQ(cqe.res, len);
	t_receive(c.receiver, got, len);
	CHECK(t_matches(got, len, 0));
	t_wait_notification(view, iovcnt);
	t_disconnect(&c);
}

static void check_wrong(const struct nzc_ring_view *view)
{
	struct t_connection c = t_connect(0, 0);
	struct nzc_cqe cqe;

	arrange();
	CHECK_EQ(submit(view, c.sender, -1), -EINVAL);
	CHECK_EQ(t_sendmsg(view, c.sender, iovs, 1, 0x10000, 1), -EINVAL);
	CHECK_EQ(t_sendmsg(view, c.sender, iovs, 1, -1, 1), -EINVAL);
	CHECK(!t_poll_cqe(view, &cqe));
	CHECK_EQ(submit(view, c.sender, MAX + 1), 0);
	cqe = t_wait_cqe(view);
	CHECK_EQ(cqe.res, -EMSGSIZE);
	if (cqe.flags & NZC_CQE_F_MORE)
		t_wait_notification(view, MAX + 1);
	CHECK(t_silent(c.receiver));
	t_disconnect(&c);
}

int main(void)
{
	struct nzc_ring_view view = t_ring(16, -1);
	struct nzc_cqe cqe;

	check(&view, 2);
	check(&view, 18);
	check(&view, 300);
	check(&view, MAX);
	check_wrong(&view);
	CHECK(!t_poll_cqe(&view, &cqe));
	CHECK_EQ(nzc_ring_close(view.ring), 0);
	return 0;
}
