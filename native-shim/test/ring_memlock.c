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
 * An ordinary user with little RLIMIT_MEMLOCK: what does not fit fails with
 * ENOMEM, what fits works, and what failed does not count.
 */

#include <grp.h>
#include <sys/prctl.h>

#include "helper.h"

#define LIMIT		(64 << 10)
#define LARGE		(1 << 20)
#define NOBODY_ELSE	54321

static void become_ordinary(void)
{
	struct rlimit limit = { .rlim_cur = LIMIT, .rlim_max = LIMIT };

	/* The limit is one for all processes of a user, so take a fresh one. */
	if (geteuid() == 0) {
		CHECK_EQ(setgroups(0, NULL), 0);
		CHECK_EQ(setresgid(NOBODY_ELSE, NOBODY_ELSE, NOBODY_ELSE), 0);
		CHECK_EQ(setresuid(NOBODY_ELSE, NOBODY_ELSE, NOBODY_ELSE), 0);
		/* Else /proc/self is root's. */
		CHECK_EQ(prctl(PR_SET_DUMPABLE, 1), 0);
	}
	if (t_has_capability(T_CAP_IPC_LOCK))
		t_skip("CAP_IPC_LOCK cannot be dropped here");
	CHECK_EQ(setrlimit(RLIMIT_MEMLOCK, &limit), 0);
}

/* Halves the size until it fits, as the Java side does. */
static struct nzc_ring_view open_what_fits(void)
{
	struct nzc_ring_view view = { 0 };
	int64_t deadline = t_millis() + T_WAIT_MILLIS;
	int entries = 65536;
	int fds = t_count_fds();
	int ret;

	while ((ret = nzc_ring_open(t_address(&view), entries, -1)) < 0) {
		CHECK_EQ(ret, -ENOMEM);
		CHECK_EQ(t_count_fds(), fds);
		/* Rings closed a moment ago are still being taken apart. */
		if (entries > NZC_CQ_ENTRIES_MIN)
			entries /= 2;
		else if (t_millis() < deadline)
			usleep(10000);
		else
			t_skip("this user's RLIMIT_MEMLOCK is used up");
	}
	printf("completion queue of %d entries\n", entries);
	CHECK_EQ(t_count_fds(), fds + 1);
	return view;
}

static void check_small(const struct nzc_ring_view *view,
			const struct t_connection *c)
{
	int64_t deadline = t_millis() + T_WAIT_MILLIS;
	static char byte = 1;
	struct nzc_cqe cqe;
	char got = 0;

	do {
		cqe = t_send(view, c->sender, &byte, 1, 1);
		if (cqe.flags & NZC_CQE_F_MORE)
			t_wait_notification(view, 1);
		/* Others of this user may have taken all for a moment. */
	} while (cqe.res == -ENOMEM && t_millis() < deadline);
	CHECK_EQ(cqe.res, 1);
	t_receive(c->receiver, &got, 1);
	CHECK_EQ(got, 1);
}

static void check_large(const struct nzc_ring_view *view,
			const struct t_connection *c)
{
	static char bytes[LARGE];
	struct nzc_cqe cqe = t_send(view, c->sender, bytes, LARGE, 2);

	CHECK_EQ(cqe.res, -ENOMEM);
	if (cqe.flags & NZC_CQE_F_MORE)
		t_wait_notification(view, 2);
	CHECK(t_silent(c->receiver));
}

int main(void)
{
	struct nzc_ring_view view;
	struct t_connection c;
	int i;

	t_need_operation();
	become_ordinary();
	c = t_connect(0, 0);
	view = open_what_fits();
	check_small(&view, &c);
	for (i = 0; i < 10; i++)
		check_large(&view, &c);
	check_small(&view, &c);
	CHECK_EQ(nzc_ring_close(view.ring), 0);
	t_disconnect(&c);
	return 0;
}
