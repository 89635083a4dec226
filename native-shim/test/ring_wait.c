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
/* Waiting: the time-out, signals meanwhile, a completion that is there. */

#include <signal.h>
#include <sys/time.h>

#include "helper.h"

static void on_alarm(int signal)
{
	(void)signal;
}

static void check_timeout(const struct nzc_ring_view *view)
{
	int64_t start = t_millis();

	CHECK_EQ(nzc_ring_wait(view->ring, 0), -ETIME);
	CHECK(t_millis() - start < 100);
	start = t_millis();
	CHECK_EQ(nzc_ring_wait(view->ring, 120), -ETIME);
	CHECK(t_millis() - start >= 119);
	CHECK(t_millis() - start < 2000);
	CHECK_EQ(nzc_ring_wait(view->ring, -1), -EINVAL);
}

/* Signals neither end the wait nor, every 20 ms, start it over. */
static void check_signals(const struct nzc_ring_view *view)
{
	struct itimerval every = { { 0, 20000 }, { 0, 20000 } };
	struct itimerval never = { { 0, 0 }, { 0, 0 } };
	struct sigaction action = { .sa_handler = on_alarm };
	int64_t start = t_millis();

	CHECK_EQ(sigaction(SIGALRM, &action, NULL), 0);
	CHECK_EQ(setitimer(ITIMER_REAL, &every, NULL), 0);
	CHECK_EQ(nzc_ring_wait(view->ring, 150), -ETIME);
	CHECK_EQ(setitimer(ITIMER_REAL, &never, NULL), 0);
	CHECK(t_millis() - start >= 149);
	CHECK(t_millis() - start < 2000);
}

int main(void)
{
	struct nzc_ring_view view = t_ring(16, -1);
	struct nzc_cqe cqe;
	int64_t start;

	check_timeout(&view);
	check_signals(&view);
	CHECK_EQ(t_submit(&view, -1, "", 1, 1), 0);
	start = t_millis();
	CHECK_EQ(nzc_ring_wait(view.ring, T_WAIT_MILLIS), 0);
	CHECK(t_millis() - start < T_WAIT_MILLIS / 2);
	while (t_poll_cqe(&view, &cqe))
		CHECK_EQ(cqe.user_data, 1);
	CHECK_EQ(nzc_ring_wait(view.ring, 10), -ETIME);
	CHECK_EQ(nzc_ring_close(view.ring), 0);
	return 0;
}
