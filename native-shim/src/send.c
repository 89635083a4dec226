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
#include <errno.h>
#include <sys/socket.h>

#include "nzc_internal.h"

static void nzc_prep(struct io_uring_sqe *sqe, int fd, struct msghdr *msg,
		     unsigned int msg_flags, unsigned int zc_flags)
{
	const struct iovec *part = msg->msg_iov;
	bool registered = zc_flags & NZC_SEND_REGISTERED;

	if (registered && msg->msg_iovlen == 1)
		io_uring_prep_send_zc(sqe, fd, part->iov_base, part->iov_len,
				      (int)msg_flags, 0);
	else
		io_uring_prep_sendmsg_zc(sqe, fd, msg, msg_flags);
	sqe->ioprio = (uint16_t)zc_flags;
	if (registered)
		sqe->buf_index = (uint16_t)(zc_flags >> NZC_SEND_BUFFER_SHIFT);
}

int32_t nzc_ring_sendmsg_zc(int64_t handle, int32_t fd, int64_t iov,
			    int32_t iovcnt, int32_t msg_flags,
			    int32_t zc_flags, int64_t user_data)
{
	struct io_uring *ring = nzc_pointer(handle);
	struct io_uring_sqe *sqe;
	struct msghdr msg = { 0 };

	if (!ring || iovcnt < 0 || zc_flags < 0)
		return -EINVAL;
	if (!(zc_flags & NZC_SEND_REGISTERED) &&
	    zc_flags >> NZC_SEND_BUFFER_SHIFT)
		return -EINVAL;
	sqe = io_uring_get_sqe(ring);
	if (!sqe)
		return -ENOBUFS;

	msg.msg_iov = nzc_pointer(iov);
	msg.msg_iovlen = (size_t)iovcnt;
	nzc_prep(sqe, fd, &msg, (unsigned int)msg_flags,
		 (unsigned int)zc_flags);
	sqe->user_data = (uint64_t)user_data;
	return nzc_submit(ring);
}
