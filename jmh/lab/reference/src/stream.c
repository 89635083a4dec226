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
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "reference.h"

#define EVENTS			64
#define WAIT_MILLIS		100
#define FINISH_SECONDS		10
/* A look at standard input now and then costs nothing that shows. */
#define ROUNDS_PER_LOOK		64

struct counters counters;

static struct {
	const struct sender *sender;
	struct settings settings;
	struct connection *connections;
	int count;
	struct batch *batches;
	struct batch *free;
	char *memory;
	int epoll;
	bool command;
} stream = { .epoll = -1 };

static size_t memory_size(void)
{
	return (size_t)stream.settings.batches * stream.settings.batch_size;
}

int batch_parts(const struct batch *batch, size_t from, size_t to,
		struct iovec *parts)
{
	size_t size = stream.settings.size;
	int count = 0;

	while (from < to) {
		size_t end = (from / size + 1) * size;

		if (end > to)
			end = to;
		parts[count].iov_base = batch->memory + from;
		parts[count++].iov_len = end - from;
		from = end;
	}
	return count;
}

static void batch_free_if_done(struct batch *batch)
{
	if (batch->in_use || batch->in_flight)
		return;
	batch->next_free = stream.free;
	stream.free = batch;
}

void batch_notified(struct batch *batch)
{
	batch->in_flight--;
	batch_free_if_done(batch);
}

static struct batch *batch_take(void)
{
	struct batch *batch = stream.free;

	if (batch) {
		stream.free = batch->next_free;
		batch->in_use = true;
	}
	return batch;
}

/*
 * Without huge pages: for a part of a registered huge page, the kernel charges
 * the whole offset inside that page to the socket's send buffer.
 */
static int make_batches(void)
{
	int i;

	stream.memory = mmap(NULL, memory_size(), PROT_READ | PROT_WRITE,
			     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (stream.memory == MAP_FAILED) {
		stream.memory = NULL;
		return -errno;
	}
	madvise(stream.memory, memory_size(), MADV_NOHUGEPAGE);
	/* Memory that nobody wrote is one page of zeroes again and again. */
	memset(stream.memory, 1, memory_size());
	stream.batches = calloc((size_t)stream.settings.batches,
				sizeof(*stream.batches));
	if (!stream.batches)
		return -ENOMEM;
	for (i = stream.settings.batches - 1; i >= 0; i--) {
		stream.batches[i].memory = stream.memory +
			(size_t)i * stream.settings.batch_size;
		batch_free_if_done(&stream.batches[i]);
	}
	return 0;
}

static int watch(int fd, uint32_t events, void *connection)
{
	struct epoll_event event = { .events = events,
				     .data.ptr = connection };

	return epoll_ctl(stream.epoll, EPOLL_CTL_ADD, fd, &event) ? -errno : 0;
}

static int connect_one(struct connection *c, const char *host, int port)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
				  .sin_port = htons((uint16_t)port) };
	int one = 1;

	if (inet_pton(AF_INET, host, &to.sin_addr) != 1)
		return -EINVAL;
	c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (c->fd < 0)
		return -errno;
	if (connect(c->fd, (struct sockaddr *)&to, sizeof(to)) ||
	    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one)))
		return -errno;
	c->writable = true;
	return watch(c->fd, EPOLLOUT | EPOLLET, c);
}

static int connect_all(const char *host, int port, int count)
{
	int i;
	int ret;

	stream.connections = calloc((size_t)count, sizeof(struct connection));
	if (!stream.connections)
		return -ENOMEM;
	for (i = 0; i < count; i++)
		stream.connections[i].fd = -1;
	stream.count = count;
	for (i = 0; i < count; i++) {
		ret = connect_one(&stream.connections[i], host, port);
		if (ret)
			return ret;
	}
	return 0;
}

int stream_open(const struct sender *sender, const char *host, int port,
		int connections, const struct settings *settings)
{
	int ret;

	stream.settings = *settings;
	stream.epoll = epoll_create1(EPOLL_CLOEXEC);
	if (stream.epoll < 0)
		return -errno;
	ret = make_batches();
	if (!ret)
		ret = sender->open(stream.batches, settings);
	if (ret)
		return ret;
	stream.sender = sender;
	ret = connect_all(host, port, connections);
	if (!ret)
		ret = watch(STDIN_FILENO, EPOLLIN, &stream);
	return ret;
}

/* Returns 1 if the connection can take more, 0 if it has to wait. */
static int send_some(struct connection *c)
{
	size_t to = stream.settings.batch_size;
	long sent;

	if (!c->batch) {
		c->batch = batch_take();
		c->sent = 0;
		if (!c->batch)
			return 0;
	}
	sent = stream.sender->send(c->fd, c->batch, c->sent, to);
	if (sent == -EAGAIN) {
		c->writable = false;
		return 0;
	}
	if (sent < 0)
		return (int)sent;
	counters.bytes += (uint64_t)sent;
	counters.requests++;
	c->sent += (size_t)sent;
	if (c->sent == to) {
		c->batch->in_use = false;
		batch_free_if_done(c->batch);
		c->batch = NULL;
	}
	return 1;
}

/* Returns how many connections took something, or -errno. */
static int send_round(void)
{
	int busy = 0;
	int i;

	for (i = 0; i < stream.count; i++) {
		struct connection *c = &stream.connections[i];
		int ret = c->writable ? send_some(c) : 0;

		if (ret < 0)
			return ret;
		busy += ret;
	}
	return busy;
}

static int look(int timeout_millis)
{
	struct epoll_event events[EVENTS];
	int n = epoll_wait(stream.epoll, events, EVENTS, timeout_millis);
	int i;

	if (n < 0)
		return errno == EINTR ? 0 : -errno;
	for (i = 0; i < n; i++) {
		struct connection *c = events[i].data.ptr;

		if (events[i].data.ptr == &stream)
			stream.command = true;
		else if (events[i].events & (EPOLLERR | EPOLLHUP))
			return -ECONNRESET;
		else
			c->writable = true;
	}
	return 0;
}

/* Nothing could be sent: for want of memory, or since all sockets are full. */
static int wait_a_little(void)
{
	bool no_memory = !stream.free && stream.sender->await;
	int ret = no_memory ? stream.sender->await(WAIT_MILLIS) : 0;

	return ret < 0 ? ret : look(no_memory ? 0 : WAIT_MILLIS);
}

int stream_run(void)
{
	int rounds = 0;
	int ret;

	stream.command = false;
	while (!stream.command) {
		int busy = send_round();

		if (busy < 0)
			return busy;
		ret = stream.sender->reap();
		if (ret < 0)
			return ret;
		if (!busy)
			ret = wait_a_little();
		else if (++rounds % ROUNDS_PER_LOOK == 0)
			ret = look(0);
		else
			continue;
		if (ret < 0)
			return ret;
	}
	return 0;
}

static bool all_free(void)
{
	int i;

	for (i = 0; i < stream.settings.batches; i++) {
		if (stream.batches[i].in_flight)
			return false;
	}
	return true;
}

int stream_finish(void)
{
	static const struct timespec pause = { .tv_nsec = 100000 };
	time_t deadline = time(NULL) + FINISH_SECONDS;
	int ret = stream.sender->reap();

	while (ret >= 0 && !all_free()) {
		if (time(NULL) > deadline)
			return -ETIMEDOUT;
		nanosleep(&pause, NULL);
		ret = stream.sender->reap();
	}
	return ret < 0 ? ret : 0;
}

void stream_close(void)
{
	int i;

	for (i = 0; i < stream.count; i++) {
		if (stream.connections[i].fd >= 0)
			close(stream.connections[i].fd);
	}
	if (stream.sender)
		stream.sender->close();
	if (stream.epoll >= 0)
		close(stream.epoll);
	if (stream.memory)
		munmap(stream.memory, memory_size());
	free(stream.connections);
	free(stream.batches);
	stream.connections = NULL;
	stream.batches = NULL;
	stream.free = NULL;
	stream.sender = NULL;
	stream.memory = NULL;
	stream.count = 0;
	stream.epoll = -1;
}
