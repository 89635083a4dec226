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
 * A socket that fills up: a short result, then EAGAIN, at once and each with
 * its own notification or none, just as its flag says. What was accepted
 * arrives, complete and once.
 */

#include "helper.h"

#define SIZE	(1 << 20)
#define ENTRIES	64

static char sent[SIZE];
static char got[SIZE];
static bool pending[ENTRIES];
static int pendings;

static void expect_notification(const struct nzc_cqe *cqe)
{
	if (cqe->flags & NZC_CQE_F_MORE) {
		CHECK(!pending[cqe->user_data]);
		pending[cqe->user_data] = true;
		pendings++;
	}
}

static void take_notification(const struct nzc_cqe *cqe)
{
	CHECK(cqe->flags & NZC_CQE_F_NOTIF);
	CHECK(cqe->user_data < ENTRIES);
	CHECK(pending[cqe->user_data]);
	pending[cqe->user_data] = false;
	pendings--;
}

/* Notifications of others may come before the result. */
static struct nzc_cqe send_rest(const struct nzc_ring_view *view, int fd,
				size_t position, int id)
{
	struct nzc_cqe cqe;

	CHECK_EQ(t_submit(view, fd, sent + position, SIZE - position, id), 0);
	for (;;) {
		CHECK(t_poll_cqe(view, &cqe));
		if (!(cqe.flags & NZC_CQE_F_NOTIF))
			break;
		take_notification(&cqe);
	}
	CHECK_EQ(cqe.user_data, id);
	expect_notification(&cqe);
	return cqe;
}

static size_t fill_socket(const struct nzc_ring_view *view, int fd)
{
	struct nzc_cqe cqe;
	size_t position = 0;
	int id;

	for (id = 0; id < ENTRIES - 1; id++) {
		cqe = send_rest(view, fd, position, id);
		if (cqe.res < 0)
			break;
		CHECK(cqe.res > 0);
		CHECK(cqe.res < SIZE);
		position += (size_t)cqe.res;
	}
	CHECK_EQ(cqe.res, -EAGAIN);
	CHECK(id > 0);
	/* Still nothing but a result of its own. */
	CHECK_EQ(send_rest(view, fd, position, ENTRIES - 1).res, -EAGAIN);
	return position;
}

int main(void)
{
	struct nzc_ring_view view = t_ring(ENTRIES * 2, -1);
	struct t_connection c = t_connect(32 << 10, 32 << 10);
	struct nzc_cqe cqe;
	size_t len;

	t_fill(sent, SIZE, 0);
	len = fill_socket(&view, c.sender);
	t_receive(c.receiver, got, len);
	CHECK(t_matches(got, len, 0));
	CHECK(t_silent(c.receiver));
	while (pendings) {
		cqe = t_wait_cqe(&view);
		take_notification(&cqe);
	}
	CHECK_EQ(nzc_ring_wait(view.ring, 50), -ETIME);
	CHECK_EQ(nzc_ring_close(view.ring), 0);
	t_disconnect(&c);
	return 0;
}
