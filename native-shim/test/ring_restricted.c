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
/* A ring permits zero-copy sends and time-outs, and nothing else. */

#include "helper.h"

#include "nzc_liburing.h"

/* Through liburing itself, past our interface: the handle is its ring. */
static void check_sqe(const struct nzc_ring_view *view, uint8_t opcode,
		      uint8_t sqe_flags)
{
	static char byte = 1;
	struct iovec iov = { .iov_base = &byte, .iov_len = 1 };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1 };
	struct io_uring *ring = t_pointer(view->ring);
	struct io_uring_sqe *sqe = io_uring_get_sqe(ring);
	struct nzc_cqe cqe;

	CHECK(sqe);
	io_uring_prep_sendmsg(sqe, -1, &msg, MSG_DONTWAIT);
	sqe->opcode = opcode;
	sqe->flags = sqe_flags;
	sqe->user_data = opcode;
	CHECK_EQ(io_uring_submit(ring), 1);
	cqe = t_wait_cqe(view);
	CHECK_EQ(cqe.user_data, opcode);
	CHECK_EQ(cqe.res, -EACCES);
	CHECK_EQ(cqe.flags, 0);
}

int main(void)
{
	struct nzc_ring_view view = t_ring(16, -1);
	int efd = eventfd(0, EFD_CLOEXEC);
	struct nzc_cqe cqe;

	if (!view.restricted)
		t_skip("this kernel cannot restrict a ring");
	check_sqe(&view, IORING_OP_NOP, 0);
	check_sqe(&view, IORING_OP_SENDMSG, 0);
	check_sqe(&view, IORING_OP_SEND, 0);
	check_sqe(&view, IORING_OP_OPENAT, 0);
	check_sqe(&view, IORING_OP_TIMEOUT_REMOVE, 0);
	check_sqe(&view, IORING_OP_LINK_TIMEOUT, 0);
	check_sqe(&view, IORING_OP_SENDMSG_ZC, IOSQE_ASYNC);
	CHECK_EQ(io_uring_register_eventfd(t_pointer(view.ring), efd),
		 -EACCES);
	CHECK_EQ(io_uring_register_files_sparse(t_pointer(view.ring), 1),
		 -EACCES);
	/* What is permitted gets as far as looking for its socket. */
	cqe = t_send(&view, -1, "", 1, 1);
	CHECK_EQ(cqe.res, -EBADF);
	if (cqe.flags & NZC_CQE_F_MORE)
		t_wait_notification(&view, 1);
	/* The last, as even a refused drain makes the kernel drain. */
	check_sqe(&view, IORING_OP_SENDMSG_ZC, IOSQE_IO_DRAIN);
	CHECK_EQ(nzc_ring_close(view.ring), 0);
	return 0;
}
