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
/* A ring whose set-up fails half-way is closed again. */

#include "seccomp.h"

#include "nzc_liburing.h"

#define ALLOW	UINT32_MAX

static uint32_t refused = ALLOW;
static int refused_with;

static int judge(const struct seccomp_data *call, void *context)
{
	(void)context;
	if (call->args[1] != __atomic_load_n(&refused, __ATOMIC_ACQUIRE))
		return 0;
	return __atomic_load_n(&refused_with, __ATOMIC_ACQUIRE);
}

static void refuse(uint32_t opcode, int error)
{
	__atomic_store_n(&refused_with, error, __ATOMIC_RELEASE);
	__atomic_store_n(&refused, opcode, __ATOMIC_RELEASE);
}

static void check_open(int efd, int expected)
{
	struct nzc_ring_view view;
	int fds = t_count_fds();

	CHECK_EQ(nzc_ring_open(t_address(&view), 16, efd), expected);
	CHECK_EQ(t_count_fds(), fds);
}

static void check_probe(int expected, int ring_error)
{
	struct nzc_probe probe;
	int fds = t_count_fds();

	CHECK_EQ(nzc_probe(t_address(&probe)), expected);
	CHECK_EQ(probe.ring_error, ring_error);
	CHECK_EQ(t_count_fds(), fds);
}

/* Exotic kernels: without restrictions the ring works all the same. */
static void check_unrestricted(void)
{
	static char byte = 1;
	struct t_connection c = t_connect(0, 0);
	struct nzc_ring_view view;

	refuse(IORING_REGISTER_RESTRICTIONS, EINVAL);
	CHECK_EQ(nzc_ring_open(t_address(&view), 16, -1), 0);
	CHECK_EQ(view.restricted, 0);
	CHECK_EQ(t_send(&view, c.sender, &byte, 1, 7).res, 1);
	t_wait_notification(&view, 7);
	CHECK_EQ(nzc_ring_close(view.ring), 0);
	t_disconnect(&c);
}

int main(void)
{
	static struct t_court court = { .judge = judge };
	int efd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);

	t_need_zero_copy();
	t_judged(__NR_io_uring_register, T_ANY, &court);
	refuse(IORING_REGISTER_EVENTFD, EPERM);
	check_open(efd, -EPERM);
	refuse(IORING_REGISTER_RESTRICTIONS, EPERM);
	check_open(efd, -EPERM);
	check_probe(0, -EPERM);
	refuse(IORING_REGISTER_ENABLE_RINGS, ENOMEM);
	check_open(efd, -ENOMEM);
	check_probe(0, -ENOMEM);
	refuse(IORING_REGISTER_PROBE, EFAULT);
	check_probe(-EFAULT, 0);
	check_unrestricted();
	return 0;
}
