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
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "sender.h"

#define PATIENCE_MS	10000

int sender_open(struct sender *sender, int fd, size_t chunk)
{
	size_t size = chunk * SENDER_SLOTS;
	int err;

	memset(sender, 0, sizeof(*sender));
	sender->fd = fd;
	sender->chunk = chunk;
	sender->memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
			      MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE,
			      -1, 0);
	if (sender->memory == MAP_FAILED)
		return -errno;
	err = ring_open(&sender->ring, SENDER_SLOTS * 4);
	if (err)
		munmap(sender->memory, size);
	return err;
}

void sender_close(struct sender *sender)
{
	ring_close(&sender->ring);
	munmap(sender->memory, sender->chunk * SENDER_SLOTS);
	close(sender->fd);
}

char *sender_buffer(struct sender *sender, unsigned int slot)
{
	return sender->memory + slot * sender->chunk;
}

static void on_notification(struct sender *sender,
			    const struct io_uring_cqe *cqe)
{
	unsigned int slot = cqe->user_data;
	uint32_t usage = cqe->res;

	/* A send that found no room reports "copied" whatever the path. */
	if (sender->worked[slot] && usage & IORING_NOTIF_USAGE_ZC_COPIED)
		sender->copied++;
	sender->busy[slot] = false;
	sender->in_flight--;
}

int sender_send(struct sender *sender, unsigned int slot, size_t offset,
		size_t length)
{
	struct iovec part = { sender_buffer(sender, slot) + offset, length };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
	struct io_uring_cqe cqe;
	int err = ring_send(&sender->ring, sender->fd, &message, slot);

	while (!err) {
		int n = ring_next(&sender->ring, &cqe, PATIENCE_MS);

		if (n <= 0)
			return n ? n : -ETIMEDOUT;
		if (cqe.flags & IORING_CQE_F_NOTIF) {
			on_notification(sender, &cqe);
			continue;
		}
		if (cqe.flags & IORING_CQE_F_MORE) {
			sender->busy[slot] = true;
			sender->worked[slot] = cqe.res > 0;
			sender->in_flight++;
		}
		if (cqe.res > 0) {
			sender->sent += cqe.res;
			sender->sends++;
		}
		return cqe.res;
	}
	return err;
}

static int take_one(struct sender *sender, int timeout_ms)
{
	struct io_uring_cqe cqe;
	int n = ring_next(&sender->ring, &cqe, timeout_ms);

	if (n <= 0)
		return n ? n : -ETIMEDOUT;
	on_notification(sender, &cqe);
	return 0;
}

int sender_drain(struct sender *sender, unsigned int left, int timeout_ms)
{
	int err = 0;

	while (!err && sender->in_flight > left)
		err = take_one(sender, timeout_ms);
	return err;
}

int sender_wait_for(struct sender *sender, unsigned int slot, int timeout_ms)
{
	int err = 0;

	while (!err && sender->busy[slot])
		err = take_one(sender, timeout_ms);
	return err;
}

int sender_wait_writable(struct sender *sender, int timeout_ms)
{
	struct pollfd fd = { .fd = sender->fd, .events = POLLOUT };

	return poll(&fd, 1, timeout_ms) == 1 ? 0 : -ETIMEDOUT;
}

int sender_stream(struct sender *sender, uint64_t total)
{
	unsigned int slot = 0;
	int err = 0;

	while (!err && sender->sent < total) {
		int n;

		slot = (slot + 1) % SENDER_SLOTS;
		err = sender_wait_for(sender, slot, PATIENCE_MS);
		if (err)
			break;
		n = sender_send(sender, slot, 0, sender->chunk);
		if (n == -EAGAIN)
			err = sender_wait_writable(sender, PATIENCE_MS);
		else if (n < 0)
			err = n;
	}
	return err ? err : sender_drain(sender, 0, PATIENCE_MS);
}
