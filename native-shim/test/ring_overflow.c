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
/* Completions that do not fit into the queue are kept, and fetched. */

#include "helper.h"

#define REQUESTS	40

static int results[REQUESTS];
static int notifications[REQUESTS];
static int expected[REQUESTS];

static void account(const struct nzc_cqe *cqe)
{
	CHECK(cqe->user_data < REQUESTS);
	if (cqe->flags & NZC_CQE_F_NOTIF) {
		notifications[cqe->user_data]++;
		return;
	}
	CHECK_EQ(cqe->res, -EBADF);
	results[cqe->user_data]++;
	if (cqe->flags & NZC_CQE_F_MORE)
		expected[cqe->user_data]++;
}

int main(void)
{
	struct nzc_ring_view view = t_ring(NZC_CQ_ENTRIES_MIN, -1);
	uint32_t *sq_flags = t_pointer(view.sq_flags);
	struct nzc_cqe cqe;
	int i;

	CHECK_EQ(view.cq_entries, NZC_CQ_ENTRIES_MIN);
	for (i = 0; i < REQUESTS; i++)
		CHECK_EQ(t_submit(&view, -1, "", 1, i), 0);
	CHECK(*sq_flags & NZC_SQ_CQ_OVERFLOW);
	for (;;) {
		while (t_poll_cqe(&view, &cqe))
			account(&cqe);
		if (!(*sq_flags & NZC_SQ_CQ_OVERFLOW))
			break;
		CHECK_EQ(nzc_ring_get_events(view.ring), 0);
	}
	for (i = 0; i < REQUESTS; i++) {
		CHECK_EQ(results[i], 1);
		CHECK_EQ(notifications[i], expected[i]);
	}
	CHECK_EQ(nzc_ring_close(view.ring), 0);
	return 0;
}
