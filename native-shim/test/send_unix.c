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
/* UNIX domain sockets have no zero copy: EOPNOTSUPP, nothing is sent. */

#include "helper.h"

int main(void)
{
	struct nzc_ring_view view = t_ring(16, -1);
	static char byte = 1;
	struct nzc_cqe cqe;
	int fds[2];

	CHECK_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), 0);
	cqe = t_send(&view, fds[0], &byte, 1, 4);
	CHECK_EQ(cqe.res, -EOPNOTSUPP);
	CHECK_EQ(cqe.flags, NZC_CQE_F_MORE);
	t_wait_notification(&view, 4);
	CHECK(t_silent(fds[1]));
	CHECK_EQ(nzc_ring_wait(view.ring, 10), -ETIME);
	CHECK_EQ(nzc_ring_close(view.ring), 0);
	close(fds[0]);
	close(fds[1]);
	return 0;
}
