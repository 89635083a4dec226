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
 * Older kernels refuse newer setup flags with EINVAL: the ring is opened with
 * the best that is accepted, and works with every step.
 */

#include "seccomp.h"

#include "nzc_liburing.h"

#define ALWAYS	(IORING_SETUP_CQSIZE | IORING_SETUP_R_DISABLED)
#define TASKRUN	IORING_SETUP_TASKRUN_FLAG
#define BEST	(ALWAYS | IORING_SETUP_SINGLE_ISSUER |	\
		 IORING_SETUP_DEFER_TASKRUN | TASKRUN)
#define COOP	(ALWAYS | IORING_SETUP_COOP_TASKRUN | TASKRUN)

/* Set by newer versions of liburing on their own account. */
#define NO_SQARRAY	(1U << 16)

static uint32_t refused;

/* The address space is shared, so the argument can simply be looked at. */
static int judge(const struct seccomp_data *call, void *context)
{
	const struct io_uring_params *params =
		t_pointer((int64_t)call->args[1]);

	(void)context;
	return __atomic_load_n(&refused, __ATOMIC_ACQUIRE) & params->flags ?
	       EINVAL : 0;
}

static void check_step(uint32_t refuse, uint32_t expected)
{
	static char byte = 1;
	struct t_connection c = t_connect(0, 0);
	struct nzc_ring_view view;
	struct nzc_probe probe;

	__atomic_store_n(&refused, refuse, __ATOMIC_RELEASE);
	CHECK_EQ(nzc_probe(t_address(&probe)), 0);
	CHECK_EQ(probe.ring_error, 0);
	CHECK_EQ(probe.setup_flags & ~NO_SQARRAY, expected);
	CHECK_EQ(nzc_ring_open(t_address(&view), 16, -1), 0);
	CHECK_EQ(view.setup_flags & ~NO_SQARRAY, expected);
	CHECK_EQ(t_send(&view, c.sender, &byte, 1, 7).res, 1);
	t_wait_notification(&view, 7);
	CHECK_EQ(nzc_ring_close(view.ring), 0);
	t_disconnect(&c);
}

int main(void)
{
	static struct t_court court = { .judge = judge };
	struct nzc_ring_view view;
	int fds;

	t_need_zero_copy();
	t_judged(__NR_io_uring_setup, T_ANY, &court);
	fds = t_count_fds();
	check_step(0, BEST);
	check_step(IORING_SETUP_SINGLE_ISSUER, COOP);
	check_step(IORING_SETUP_DEFER_TASKRUN, COOP);
	check_step(TASKRUN, ALWAYS);
	__atomic_store_n(&refused, ALWAYS, __ATOMIC_RELEASE);
	CHECK_EQ(nzc_ring_open(t_address(&view), 16, -1), -EINVAL);
	CHECK_EQ(t_count_fds(), fds);
	return 0;
}
