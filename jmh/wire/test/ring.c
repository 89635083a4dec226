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
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "ring.h"

static int enter(struct ring *ring, unsigned int submit, unsigned int wait,
		 int timeout_ms)
{
	struct __kernel_timespec ts = {
		.tv_sec = timeout_ms / 1000,
		.tv_nsec = timeout_ms % 1000 * 1000000ll,
	};
	struct io_uring_getevents_arg arg = { .ts = (uintptr_t)&ts };
	unsigned int flags = IORING_ENTER_GETEVENTS | IORING_ENTER_EXT_ARG;
	long n = syscall(SYS_io_uring_enter, ring->fd, submit, wait, flags,
			 &arg, sizeof(arg));

	return n < 0 ? -errno : (int)n;
}

static int map_queues(struct ring *ring, const struct io_uring_params *p)
{
	size_t sq = p->sq_off.array + p->sq_entries * sizeof(uint32_t);
	size_t cq = p->cq_off.cqes +
		    p->cq_entries * sizeof(struct io_uring_cqe);
	int prot = PROT_READ | PROT_WRITE;
	char *base;

	ring->memory_size = sq > cq ? sq : cq;
	ring->memory = mmap(NULL, ring->memory_size, prot, MAP_SHARED,
			    ring->fd, IORING_OFF_SQ_RING);
	if (ring->memory == MAP_FAILED)
		return -errno;
	ring->sqes_size = p->sq_entries * sizeof(struct io_uring_sqe);
	ring->sqes = mmap(NULL, ring->sqes_size, prot, MAP_SHARED, ring->fd,
			  IORING_OFF_SQES);
	if (ring->sqes == MAP_FAILED) {
		munmap(ring->memory, ring->memory_size);
		return -errno;
	}
	base = ring->memory;
	ring->sq_tail = (void *)(base + p->sq_off.tail);
	ring->sq_mask = (void *)(base + p->sq_off.ring_mask);
	ring->sq_array = (void *)(base + p->sq_off.array);
	ring->cq_head = (void *)(base + p->cq_off.head);
	ring->cq_tail = (void *)(base + p->cq_off.tail);
	ring->cq_mask = (void *)(base + p->cq_off.ring_mask);
	ring->cqes = (void *)(base + p->cq_off.cqes);
	return 0;
}

int ring_open(struct ring *ring, unsigned int entries)
{
	/* Deferred task work does not interrupt unrelated system calls. */
	struct io_uring_params p = {
		.flags = IORING_SETUP_CQSIZE | IORING_SETUP_SINGLE_ISSUER |
			 IORING_SETUP_DEFER_TASKRUN,
		.cq_entries = entries * 4,
	};
	int err;

	memset(ring, 0, sizeof(*ring));
	ring->fd = syscall(SYS_io_uring_setup, entries, &p);
	if (ring->fd < 0)
		return -errno;
	err = map_queues(ring, &p);
	if (err)
		close(ring->fd);
	return err;
}

void ring_close(struct ring *ring)
{
	munmap(ring->memory, ring->memory_size);
	munmap(ring->sqes, ring->sqes_size);
	close(ring->fd);
}

int ring_send(struct ring *ring, int fd, const struct msghdr *message,
	      uint64_t user_data)
{
	uint32_t tail = *ring->sq_tail;
	uint32_t slot = tail & *ring->sq_mask;
	int n;

	ring->sqes[slot] = (struct io_uring_sqe){
		.opcode = IORING_OP_SENDMSG_ZC,
		.fd = fd,
		.addr = (uintptr_t)message,
		.len = 1,
		.ioprio = IORING_SEND_ZC_REPORT_USAGE,
		.msg_flags = MSG_DONTWAIT | MSG_NOSIGNAL | MSG_EOR,
		.user_data = user_data,
	};
	ring->sq_array[slot] = slot;
	__atomic_store_n(ring->sq_tail, tail + 1, __ATOMIC_RELEASE);
	n = enter(ring, 1, 0, 0);
	return n < 0 ? n : 0;
}

int ring_next(struct ring *ring, struct io_uring_cqe *cqe, int timeout_ms)
{
	uint32_t head = *ring->cq_head;

	if (__atomic_load_n(ring->cq_tail, __ATOMIC_ACQUIRE) == head) {
		int err = enter(ring, 0, 1, timeout_ms);

		if (err < 0 && err != -ETIME && err != -EINTR)
			return err;
		if (__atomic_load_n(ring->cq_tail, __ATOMIC_ACQUIRE) == head)
			return 0;
	}
	*cqe = ring->cqes[head & *ring->cq_mask];
	__atomic_store_n(ring->cq_head, head + 1, __ATOMIC_RELEASE);
	return 1;
}
