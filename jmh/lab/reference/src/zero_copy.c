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
/* The kernel does not copy: io_uring, from registered memory or any. */

#include <errno.h>
#include <liburing.h>
#include <sys/socket.h>

#include "reference.h"

#ifndef IORING_SEND_ZC_REPORT_USAGE
#define IORING_SEND_ZC_REPORT_USAGE	(1U << 3)
#endif
#ifndef IORING_NOTIF_USAGE_ZC_COPIED
#define IORING_NOTIF_USAGE_ZC_COPIED	(1U << 31)
#endif

#define SQ_ENTRIES	8
#define CQ_ENTRIES	8192

/*
 * DONTWAIT: a full socket says so at once. EOR: sends that share a packet are
 * notified together, and then all but one are reported as copied.
 */
#define MSG_FLAGS	(MSG_DONTWAIT | MSG_NOSIGNAL | MSG_EOR)

static struct io_uring ring;
static bool registered;
static int result;

static int ring_open(void)
{
	struct io_uring_params params = {
		.flags = IORING_SETUP_CQSIZE | IORING_SETUP_SINGLE_ISSUER |
			 IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_TASKRUN_FLAG,
		.cq_entries = CQ_ENTRIES,
	};

	return io_uring_queue_init_params(SQ_ENTRIES, &ring, &params);
}

static int zero_copy_open(struct batch *batches,
			  const struct settings *settings)
{
	(void)batches;
	(void)settings;
	registered = false;
	return ring_open();
}

static int registered_open(struct batch *batches,
			   const struct settings *settings)
{
	struct iovec memory = {
		.iov_base = batches[0].memory,
		.iov_len = (size_t)settings->batches * settings->batch_size,
	};
	int ret = ring_open();

	if (ret < 0)
		return ret;
	registered = true;
	ret = io_uring_register_buffers(&ring, &memory, 1);
	if (ret < 0)
		io_uring_queue_exit(&ring);
	return ret;
}

static void complete(struct batch *batch, const struct io_uring_cqe *cqe)
{
	if (cqe->flags & IORING_CQE_F_NOTIF) {
		if ((uint32_t)cqe->res & IORING_NOTIF_USAGE_ZC_COPIED)
			counters.copied++;
		else
			counters.zero_copied++;
		batch_notified(batch);
		return;
	}
	result = cqe->res;
	if (!(cqe->flags & IORING_CQE_F_MORE))
		batch_notified(batch);
	else if (cqe->res <= 0)
		/* Its notification will say copied, for nothing was sent. */
		counters.copied--;
}

static void drain(void)
{
	struct io_uring_cqe *cqe;
	unsigned int head;
	unsigned int count = 0;

	io_uring_for_each_cqe(&ring, head, cqe) {
		complete(io_uring_cqe_get_data(cqe), cqe);
		count++;
	}
	io_uring_cq_advance(&ring, count);
}

static void prepare(struct io_uring_sqe *sqe, int fd, struct msghdr *msg)
{
	if (msg->msg_iovlen == 1)
		io_uring_prep_send_zc(sqe, fd, msg->msg_iov->iov_base,
				      msg->msg_iov->iov_len, MSG_FLAGS, 0);
	else
		io_uring_prep_sendmsg_zc(sqe, fd, msg, MSG_FLAGS);
	sqe->ioprio |= IORING_SEND_ZC_REPORT_USAGE;
	if (registered) {
		sqe->ioprio |= IORING_RECVSEND_FIXED_BUF;
		sqe->buf_index = 0;
	}
}

static long zero_copy_send(int fd, struct batch *batch, size_t from, size_t to)
{
	struct iovec parts[BATCH_PARTS_MAX];
	struct msghdr msg = { .msg_iov = parts };
	struct io_uring_sqe *sqe = io_uring_get_sqe(&ring);
	int ret;

	if (!sqe)
		return -ENOBUFS;
	msg.msg_iovlen = (size_t)batch_parts(batch, from, to, parts);
	prepare(sqe, fd, &msg);
	io_uring_sqe_set_data(sqe, batch);
	batch->in_flight++;
	result = -EIO;
	ret = io_uring_submit_and_get_events(&ring);
	if (ret < 0)
		return ret;
	drain();
	return result;
}

/* Completions wait for the kernel to be entered; the ring says when. */
static int zero_copy_reap(void)
{
	if (IO_URING_READ_ONCE(*ring.sq.kflags) &
	    (IORING_SQ_TASKRUN | IORING_SQ_CQ_OVERFLOW)) {
		int ret = io_uring_get_events(&ring);

		if (ret < 0 && ret != -EINTR)
			return ret;
	}
	drain();
	return 0;
}

static int zero_copy_await(int timeout_millis)
{
	struct __kernel_timespec timeout = {
		.tv_nsec = timeout_millis * 1000000LL,
	};
	struct io_uring_cqe *cqe;
	int ret = io_uring_wait_cqe_timeout(&ring, &cqe, &timeout);

	return ret == -ETIME || ret == -EINTR ? 0 : ret;
}

static void zero_copy_close(void)
{
	io_uring_queue_exit(&ring);
}

const struct sender zero_copy_sender = {
	.name = "c-sendzc",
	.open = zero_copy_open,
	.send = zero_copy_send,
	.reap = zero_copy_reap,
	.await = zero_copy_await,
	.close = zero_copy_close,
};

const struct sender registered_sender = {
	.name = "c-registered",
	.open = registered_open,
	.send = zero_copy_send,
	.reap = zero_copy_reap,
	.await = zero_copy_await,
	.close = zero_copy_close,
};
