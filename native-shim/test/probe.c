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
 * The probe agrees with what the kernel really does, asked in another way, and
 * leaks nothing.
 */

#include "helper.h"

#include "nzc_liburing.h"

/* Result of sending a byte over TCP by a plain ring, past our library. */
static int send_byte(uint8_t opcode, uint16_t zc_flags)
{
	static char byte = 1;
	struct iovec iov = { .iov_base = &byte, .iov_len = 1 };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1 };
	struct t_connection c = t_connect(0, 0);
	struct io_uring_sqe *sqe;
	struct io_uring_cqe *cqe;
	struct io_uring ring;
	int ret;

	CHECK_EQ(io_uring_queue_init(8, &ring, 0), 0);
	sqe = io_uring_get_sqe(&ring);
	if (opcode == IORING_OP_SEND_ZC)
		io_uring_prep_send_zc(sqe, c.sender, &byte, 1, 0, zc_flags);
	else
		io_uring_prep_sendmsg_zc(sqe, c.sender, &msg, 0);
	sqe->ioprio = zc_flags;
	CHECK_EQ(io_uring_submit_and_wait(&ring, 1), 1);
	CHECK_EQ(io_uring_peek_cqe(&ring, &cqe), 0);
	ret = cqe->res;
	io_uring_queue_exit(&ring);
	t_disconnect(&c);
	CHECK(ret == 1 || ret == -EINVAL);
	return ret;
}

static void check_operations(const struct nzc_probe *probe)
{
	CHECK_EQ(probe->op_send_zc, send_byte(IORING_OP_SEND_ZC, 0) == 1);
	CHECK_EQ(probe->op_sendmsg_zc,
		 send_byte(IORING_OP_SENDMSG_ZC, 0) == 1);
	CHECK_EQ(probe->report_usage,
		 send_byte(IORING_OP_SENDMSG_ZC, NZC_SEND_REPORT_USAGE) == 1);
}

static void check_ring(const struct nzc_probe *probe)
{
	struct nzc_ring_view view;
	int ret = nzc_ring_open(t_address(&view), 16, -1);

	CHECK_EQ(ret, probe->ring_error);
	if (ret)
		return;
	CHECK_EQ(view.setup_flags, probe->setup_flags);
	CHECK_EQ(view.restricted, probe->restrictions);
	CHECK_EQ(((struct io_uring *)t_pointer(view.ring))->features,
		 probe->features);
	CHECK_EQ(nzc_ring_close(view.ring), 0);
}

int main(void)
{
	struct nzc_probe probe;
	int fds;

	t_need_memlock();
	CHECK_EQ(nzc_probe(0), -EINVAL);
	memset(&probe, 0x5a, sizeof(probe));
	fds = t_count_fds();
	CHECK_EQ(nzc_probe(t_address(&probe)), 0);
	CHECK_EQ(t_count_fds(), fds);
	printf("ring_error %d setup_flags 0x%x features 0x%x send_zc %d "
	       "sendmsg_zc %d report_usage %d restrictions %d\n",
	       probe.ring_error, probe.setup_flags, probe.features,
	       probe.op_send_zc, probe.op_sendmsg_zc, probe.report_usage,
	       probe.restrictions);
	check_ring(&probe);
	if (!probe.ring_error)
		check_operations(&probe);
	return 0;
}
