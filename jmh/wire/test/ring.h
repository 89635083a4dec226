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
/* The least of io_uring that the tests need, without a library. */
#ifndef RING_H
#define RING_H

#include <linux/io_uring.h>
#include <stdint.h>
#include <sys/socket.h>

#ifndef IORING_SEND_ZC_REPORT_USAGE
#define IORING_SEND_ZC_REPORT_USAGE	(1U << 3)
#endif
#ifndef IORING_NOTIF_USAGE_ZC_COPIED
#define IORING_NOTIF_USAGE_ZC_COPIED	(1U << 31)
#endif

struct ring {
	int fd;
	uint32_t *sq_tail;
	uint32_t *sq_mask;
	uint32_t *sq_array;
	uint32_t *cq_head;
	uint32_t *cq_tail;
	uint32_t *cq_mask;
	struct io_uring_sqe *sqes;
	struct io_uring_cqe *cqes;
	void *memory;
	size_t memory_size;
	size_t sqes_size;
};

int ring_open(struct ring *ring, unsigned int entries);
void ring_close(struct ring *ring);

/* Submits one zero-copy send; its result is among the next completions. */
int ring_send(struct ring *ring, int fd, const struct msghdr *message,
	      uint64_t user_data);

/* 1 with a completion, 0 after the timeout, or -errno. */
int ring_next(struct ring *ring, struct io_uring_cqe *cqe, int timeout_ms);

#endif
