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
/* A peer that is gone: EPIPE as a result, no signal, and a notification. */

#include "helper.h"

int main(void)
{
	struct nzc_ring_view view = t_ring(16, -1);
	struct t_connection c = t_connect(0, 0);
	struct linger reset = { .l_onoff = 1, .l_linger = 0 };
	struct pollfd p = { .fd = c.sender, .events = 0 };
	static char byte = 1;
	int error = 0;
	socklen_t len = sizeof(error);
	struct nzc_cqe cqe;

	CHECK_EQ(setsockopt(c.receiver, SOL_SOCKET, SO_LINGER, &reset,
			    sizeof(reset)), 0);
	close(c.receiver);
	CHECK_EQ(poll(&p, 1, T_WAIT_MILLIS), 1);
	CHECK_EQ(getsockopt(c.sender, SOL_SOCKET, SO_ERROR, &error, &len), 0);
	CHECK_EQ(error, ECONNRESET);

	cqe = t_send(&view, c.sender, &byte, 1, 3);
	CHECK_EQ(cqe.res, -EPIPE);
	if (cqe.flags & NZC_CQE_F_MORE)
		t_wait_notification(&view, 3);
	CHECK_EQ(nzc_ring_wait(view.ring, 50), -ETIME);
	CHECK_EQ(nzc_ring_close(view.ring), 0);
	close(c.sender);
	return 0;
}
