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
/* Requests one after the other: result, notification, user data, bytes. */

#include "helper.h"

#define REQUESTS	200
#define SIZE		1000

static void check_request(const struct nzc_ring_view *view,
			  const struct t_connection *c, int64_t user_data,
			  size_t position)
{
	static char sent[SIZE];
	char got[SIZE];
	struct nzc_cqe cqe;

	t_fill(sent, SIZE, position);
	cqe = t_send(view, c->sender, sent, SIZE, user_data);
	CHECK_EQ(cqe.res, SIZE);
	CHECK_EQ(cqe.flags, NZC_CQE_F_MORE);
	t_receive(c->receiver, got, SIZE);
	CHECK(t_matches(got, SIZE, position));
	t_wait_notification(view, user_data);
}

/* Loopback copies on delivery, and says so when asked. */
static void check_report(const struct nzc_ring_view *view,
			 const struct t_connection *c)
{
	static char sent[SIZE];
	struct iovec iov = { .iov_base = sent, .iov_len = SIZE };
	char got[SIZE];
	struct nzc_cqe cqe;

	CHECK_EQ(t_sendmsg(view, c->sender, &iov, 1, NZC_SEND_REPORT_USAGE, 9),
		 0);
	CHECK(t_poll_cqe(view, &cqe));
	CHECK_EQ(cqe.res, SIZE);
	t_receive(c->receiver, got, SIZE);
	cqe = t_wait_cqe(view);
	CHECK_EQ(cqe.flags, NZC_CQE_F_NOTIF);
	CHECK_EQ((uint32_t)cqe.res, NZC_NOTIF_COPIED);
}

int main(void)
{
	struct nzc_ring_view view = t_ring(16, -1);
	struct t_connection c = t_connect(0, 0);
	struct nzc_probe probe;
	struct nzc_cqe cqe;
	size_t i;

	/* More than there are entries in either queue, and every bit. */
	for (i = 0; i < REQUESTS; i++)
		check_request(&view, &c, (int64_t)i << 32 | 0x80000000u,
			      i * SIZE);
	check_request(&view, &c, INT64_MIN, 0);
	check_request(&view, &c, -1, 0);
	CHECK_EQ(nzc_probe(t_address(&probe)), 0);
	if (probe.report_usage)
		check_report(&view, &c);
	CHECK(!t_poll_cqe(&view, &cqe));
	CHECK_EQ(nzc_ring_close(view.ring), 0);
	t_disconnect(&c);
	return 0;
}
