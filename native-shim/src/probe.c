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
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "nzc_internal.h"

#define NZC_PROBE_OPS		256
#define NZC_PROBE_CQ_ENTRIES	16
#define NZC_PROBE_WAIT_MILLIS	1000

static int nzc_probe_ops(struct io_uring *ring, struct nzc_probe *out)
{
	struct io_uring_probe *probe;
	int ret;

	probe = calloc(1, sizeof(*probe) +
		       NZC_PROBE_OPS * sizeof(probe->ops[0]));
	if (!probe)
		return -ENOMEM;
	ret = io_uring_register_probe(ring, probe, NZC_PROBE_OPS);
	if (ret >= 0) {
		out->op_send_zc =
			io_uring_opcode_supported(probe, IORING_OP_SEND_ZC);
		out->op_sendmsg_zc =
			io_uring_opcode_supported(probe, IORING_OP_SENDMSG_ZC);
		ret = 0;
	}
	free(probe);
	return ret;
}

/* Waits for a result; the notification of an earlier request is none. */
static int nzc_probe_result(struct io_uring *ring)
{
	struct io_uring_cqe *cqe;
	unsigned int flags;
	int result;
	int ret;

	do {
		ret = nzc_ring_wait(nzc_address(ring), NZC_PROBE_WAIT_MILLIS);
		if (ret < 0)
			return ret;
		ret = io_uring_peek_cqe(ring, &cqe);
		if (ret < 0)
			return ret;
		result = cqe->res;
		flags = cqe->flags;
		io_uring_cqe_seen(ring, cqe);
	} while (flags & NZC_CQE_F_NOTIF);
	return result;
}

/* Sends two bytes over @fd and returns the result, or -errno of failing. */
static int nzc_probe_send(struct io_uring *ring, int fd, int zc_flags)
{
	static const char byte = 0;
	struct iovec part = { .iov_base = (char *)&byte, .iov_len = 1 };
	struct iovec iov[] = { part, part };
	int ret;

	ret = nzc_ring_sendmsg_zc(nzc_address(ring), fd, nzc_address(iov), 2,
				  MSG_DONTWAIT | MSG_NOSIGNAL, zc_flags, 0);
	return ret < 0 ? ret : nzc_probe_result(ring);
}

/*
 * The flags are looked at before the socket, and a UNIX domain socket has no
 * zero copy: EOPNOTSUPP means a flag that is known, EINVAL one that is not.
 */
static bool nzc_probe_report_usage(struct io_uring *ring, int fd)
{
	int result = nzc_probe_send(ring, fd, NZC_SEND_REPORT_USAGE);

	return result == -EOPNOTSUPP || result >= 0;
}

/*
 * Whether the ring can take a table of buffers, and looks for vectored memory
 * in it: the table is empty, hence EFAULT.
 */
static bool nzc_probe_registered(struct io_uring *ring, int fd)
{
	int64_t buffers = nzc_buffers_open(1);
	int result = -EINVAL;

	if (buffers < 0)
		return false;
	if (nzc_ring_take_buffers(nzc_address(ring), buffers) == 0)
		result = nzc_probe_send(ring, fd, NZC_SEND_REGISTERED);
	nzc_buffers_close(buffers);
	return result == -EFAULT || result == -EOPNOTSUPP;
}

static int nzc_probe_sends(struct io_uring *ring, struct nzc_probe *out)
{
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) < 0)
		return -errno;
	out->report_usage = nzc_probe_report_usage(ring, fds[0]);
	out->registered = nzc_probe_registered(ring, fds[0]);
	close(fds[0]);
	close(fds[1]);
	return 0;
}

int32_t nzc_probe(int64_t out_address)
{
	struct nzc_probe *out = nzc_pointer(out_address);
	struct io_uring ring;
	int ret;

	if (!out)
		return -EINVAL;
	memset(out, 0, sizeof(*out));
	out->ring_error = nzc_ring_create(&ring, NZC_PROBE_CQ_ENTRIES);
	if (out->ring_error < 0)
		return 0;
	out->setup_flags = ring.flags;
	out->features = ring.features;

	/* Asked for now, since a restricted ring refuses the question. */
	ret = nzc_probe_ops(&ring, out);
	if (ret < 0)
		goto out_exit;
	ret = nzc_ring_start(&ring);
	if (ret < 0) {
		out->ring_error = ret;
		ret = 0;
		goto out_exit;
	}
	out->restrictions = ret;
	ret = 0;
	if (out->op_sendmsg_zc)
		ret = nzc_probe_sends(&ring, out);
out_exit:
	io_uring_queue_exit(&ring);
	return ret;
}
