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
/* A process that may not use io_uring is told so, by probe and by open. */

#include "seccomp.h"

int main(void)
{
	struct nzc_ring_view view;
	struct nzc_probe probe;
	int fds;

	t_need_zero_copy();
	t_refuse(__NR_io_uring_setup, T_ANY, EPERM);
	fds = t_count_fds();
	memset(&probe, 0x5a, sizeof(probe));
	CHECK_EQ(nzc_probe(t_address(&probe)), 0);
	CHECK_EQ(probe.ring_error, -EPERM);
	CHECK_EQ(probe.setup_flags, 0);
	CHECK_EQ(probe.op_sendmsg_zc, 0);
	CHECK_EQ(nzc_ring_open(t_address(&view), 16, -1), -EPERM);
	CHECK_EQ(t_count_fds(), fds);
	return 0;
}
