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
/* Sends from registered memory, and what happens when the table changes. */

#include <sys/mman.h>

#include "helper.h"

#define SIZE	(64 << 10)
#define SLOTS	4

static struct nzc_cqe send_parts(const struct nzc_ring_view *view, int fd,
				 const struct iovec *parts, int count,
				 int slot)
{
	struct nzc_cqe cqe;

	CHECK_EQ(t_sendmsg(view, fd, parts, count, NZC_SEND_REGISTERED |
			   slot << NZC_SEND_BUFFER_SHIFT, 7), 0);
	CHECK(t_poll_cqe(view, &cqe));
	CHECK_EQ(cqe.user_data, 7);
	return cqe;
}

static void check_sent(const struct nzc_ring_view *view,
		       const struct t_connection *c, const struct iovec *parts,
		       int count, int slot)
{
	char got[SIZE];
	size_t bytes = 0;
	int i;

	for (i = 0; i < count; i++) {
		t_fill(parts[i].iov_base, parts[i].iov_len, bytes);
		bytes += parts[i].iov_len;
	}
	CHECK_EQ(send_parts(view, c->sender, parts, count, slot).res, bytes);
	t_receive(c->receiver, got, bytes);
	CHECK(t_matches(got, bytes, 0));
	t_wait_notification(view, 7);
}

static void check_refused(const struct nzc_ring_view *view,
			  const struct t_connection *c, char *memory, int slot)
{
	struct iovec part = { .iov_base = memory, .iov_len = 10 };
	struct nzc_cqe cqe = send_parts(view, c->sender, &part, 1, slot);

	CHECK_EQ(cqe.res, -EFAULT);
	if (cqe.flags & NZC_CQE_F_MORE)
		t_wait_notification(view, 7);
}

static void check_arguments(int64_t buffers)
{
	CHECK_EQ(nzc_buffers_open(0), -EINVAL);
	CHECK_EQ(nzc_buffers_open(NZC_BUFFERS_MAX + 1), -EINVAL);
	CHECK_EQ(nzc_buffers_set(buffers, -1, 0, 0), -EINVAL);
	CHECK_EQ(nzc_buffers_set(buffers, SLOTS, 0, 0), -EINVAL);
	CHECK_EQ(nzc_buffers_set(buffers, 0, 4096, 4096), -EFAULT);
	CHECK_EQ(nzc_memory_map(0), -EINVAL);
	CHECK_EQ(nzc_memory_map(-1), -EINVAL);
	CHECK_EQ(nzc_memory_map(INT64_MAX), -ENOMEM);
	CHECK_EQ(nzc_ring_take_buffers(0, buffers), -EINVAL);
}

int main(void)
{
	struct nzc_ring_view view = t_ring(16, -1);
	struct t_connection c = t_connect(0, 0);
	int64_t buffers = nzc_buffers_open(SLOTS);
	int64_t address = nzc_memory_map(SIZE);
	int64_t other = nzc_memory_map(SIZE);
	struct iovec parts[2];
	struct nzc_probe probe;
	int fds;

	CHECK_EQ(nzc_probe(t_address(&probe)), 0);
	if (!probe.registered)
		t_skip("this kernel has no SENDMSG_ZC from registered memory");
	fds = t_count_fds();
	CHECK(buffers > 0 && address > 0 && other > 0);
	check_arguments(buffers);

	CHECK_EQ(nzc_buffers_set(buffers, 0, address, SIZE), 0);
	check_refused(&view, &c, t_pointer(address), 0);
	CHECK_EQ(nzc_ring_take_buffers(view.ring, buffers), 0);
	parts[0].iov_base = t_pointer(address + 100);
	parts[0].iov_len = 200;
	parts[1].iov_base = t_pointer(address + 4096);
	parts[1].iov_len = SIZE - 4096;
	check_sent(&view, &c, parts, 1, 0);
	check_sent(&view, &c, parts, 2, 0);

	/* More of it later; the ring knows when it has taken the table. */
	CHECK_EQ(nzc_buffers_set(buffers, 3, other, SIZE), 0);
	check_refused(&view, &c, t_pointer(other), 3);
	CHECK_EQ(nzc_ring_take_buffers(view.ring, buffers), 0);
	check_sent(&view, &c, parts, 2, 0);
	check_refused(&view, &c, t_pointer(other), 0);
	parts[0].iov_base = t_pointer(other);
	check_sent(&view, &c, parts, 1, 3);

	/* The ring has what it took, until it takes again. */
	CHECK_EQ(nzc_buffers_set(buffers, 3, 0, 0), 0);
	check_sent(&view, &c, parts, 1, 3);
	CHECK_EQ(nzc_ring_take_buffers(view.ring, buffers), 0);
	check_refused(&view, &c, t_pointer(other), 3);

	CHECK_EQ(nzc_memory_unmap(other, SIZE), 0);
	CHECK_EQ(nzc_buffers_close(buffers), 0);
	CHECK_EQ(t_count_fds(), fds - 1);
	parts[0].iov_base = t_pointer(address);
	check_sent(&view, &c, parts, 1, 0);
	CHECK_EQ(nzc_ring_close(view.ring), 0);
	CHECK_EQ(nzc_memory_unmap(address, SIZE), 0);
	t_disconnect(&c);
	return 0;
}
