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

#include "nzc_internal.h"

/* Requests are submitted one by one, so a few entries are plenty. */
#define NZC_SQ_ENTRIES		NZC_CQ_ENTRIES_MIN

/*
 * NODROP: completions that find the queue full are kept.
 * SUBMIT_STABLE: msghdr and iovecs may be reused after the submission.
 * EXT_ARG: waiting with a time-out needs no request of its own.
 */
#define NZC_FEATURES_NEEDED	(IORING_FEAT_NODROP | \
				 IORING_FEAT_SUBMIT_STABLE | \
				 IORING_FEAT_EXT_ARG)

static int nzc_ring_try(struct io_uring *ring, unsigned int cq_entries,
			unsigned int flags)
{
	struct io_uring_params params = {
		.flags = IORING_SETUP_CQSIZE | IORING_SETUP_R_DISABLED | flags,
		.cq_entries = cq_entries,
	};
	int ret;

	ret = io_uring_queue_init_params(NZC_SQ_ENTRIES, ring, &params);
	if (ret < 0)
		return ret;
	if ((ring->features & NZC_FEATURES_NEEDED) != NZC_FEATURES_NEEDED) {
		io_uring_queue_exit(ring);
		return -EOPNOTSUPP;
	}
	return 0;
}

int nzc_ring_create(struct io_uring *ring, unsigned int cq_entries)
{
	/*
	 * Without TASKRUN_FLAG, nothing would tell that deferred completions
	 * are waiting for us to enter the kernel.
	 */
	static const unsigned int ladder[] = {
		IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN |
			IORING_SETUP_TASKRUN_FLAG,
		IORING_SETUP_COOP_TASKRUN | IORING_SETUP_TASKRUN_FLAG,
		0,
	};
	int ret = -EINVAL;
	size_t i;

	for (i = 0; i < sizeof(ladder) / sizeof(ladder[0]); i++) {
		ret = nzc_ring_try(ring, cq_entries, ladder[i]);
		if (ret != -EINVAL)
			return ret;
	}
	return ret;
}

int nzc_ring_start(struct io_uring *ring)
{
	/* Nothing that is not named is allowed, no SQE flag either. */
	struct io_uring_restriction allowed[] = {
		{
			.opcode = IORING_RESTRICTION_SQE_OP,
			.sqe_op = IORING_OP_SENDMSG_ZC,
		}, {
			.opcode = IORING_RESTRICTION_SQE_OP,
			.sqe_op = IORING_OP_SEND_ZC,
		}, {
			.opcode = IORING_RESTRICTION_SQE_OP,
			.sqe_op = IORING_OP_TIMEOUT,
		}, {
			.opcode = IORING_RESTRICTION_REGISTER_OP,
			.register_op = NZC_REGISTER_CLONE_BUFFERS,
		},
	};
	int restricted;
	int ret;

	ret = io_uring_register_restrictions(ring, allowed, 4);
	/* A kernel without CLONE_BUFFERS does not know its number either. */
	if (ret == -EINVAL)
		ret = io_uring_register_restrictions(ring, allowed, 3);
	if (ret < 0 && ret != -EINVAL)
		return ret;
	restricted = ret >= 0;

	/* With SINGLE_ISSUER, this makes the calling thread the submitter. */
	ret = io_uring_enable_rings(ring);
	return ret < 0 ? ret : restricted;
}

static void nzc_ring_describe(struct nzc_ring_view *view,
			      const struct io_uring *ring)
{
	view->ring = nzc_address(ring);
	view->cq_head = nzc_address(ring->cq.khead);
	view->cq_tail = nzc_address(ring->cq.ktail);
	view->cq_flags = nzc_address(ring->cq.kflags);
	view->cqes = nzc_address(ring->cq.cqes);
	view->sq_flags = nzc_address(ring->sq.kflags);
	view->cq_entries = ring->cq.ring_entries;
	view->setup_flags = ring->flags;
}

int32_t nzc_ring_open(int64_t view_address, int32_t cq_entries,
		      int32_t eventfd)
{
	struct nzc_ring_view *view = nzc_pointer(view_address);
	struct io_uring *ring;
	int ret;

	if (!view || cq_entries < NZC_CQ_ENTRIES_MIN)
		return -EINVAL;
	ring = calloc(1, sizeof(*ring));
	if (!ring)
		return -ENOMEM;
	ret = nzc_ring_create(ring, (unsigned int)cq_entries);
	if (ret < 0)
		goto err_free;
	if (eventfd >= 0) {
		ret = io_uring_register_eventfd(ring, eventfd);
		if (ret < 0)
			goto err_exit;
	}
	ret = nzc_ring_start(ring);
	if (ret < 0)
		goto err_exit;

	nzc_ring_describe(view, ring);
	view->restricted = (uint32_t)ret;
	view->eventfd_registered = eventfd >= 0;
	return 0;

err_exit:
	io_uring_queue_exit(ring);
err_free:
	free(ring);
	return ret;
}

int32_t nzc_ring_close(int64_t handle)
{
	struct io_uring *ring = nzc_pointer(handle);

	if (!ring)
		return -EINVAL;
	io_uring_queue_exit(ring);
	free(ring);
	return 0;
}
