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
#ifndef NZC_TEST_HELPER_H
#define NZC_TEST_HELPER_H

/*
 * What the test programs share. A program passes with exit code 0, fails with
 * 1 and is skipped with 77 after a line that says why.
 */

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "netty_zerocopy.h"

#define T_FAIL	1
#define T_SKIP	77

#define T_WAIT_MILLIS	5000

/* Rings that were closed and memory in flight count for a while. */
#define T_MEMLOCK	(8 << 20)
#define T_CAP_IPC_LOCK	14

#define CHECK(condition)						\
	do {								\
		if (!(condition)) {					\
			printf("%s:%d: not true: %s\n", __FILE__,	\
			       __LINE__, #condition);			\
			exit(T_FAIL);					\
		}							\
	} while (0)

#define CHECK_EQ(actual, expected)					\
	do {								\
		int64_t a_ = (int64_t)(actual);				\
		int64_t e_ = (int64_t)(expected);			\
									\
		if (a_ != e_) {						\
			printf("%s:%d: %s is %" PRId64 ", not %s (%"	\
			       PRId64 ")\n", __FILE__, __LINE__,	\
			       #actual, a_, #expected, e_);		\
			exit(T_FAIL);					\
		}							\
	} while (0)

static inline void t_skip(const char *reason)
{
	printf("%s\n", reason);
	exit(T_SKIP);
}

static inline int64_t t_address(const void *pointer)
{
	return (int64_t)(uintptr_t)pointer;
}

static inline void *t_pointer(int64_t address)
{
	return (void *)(uintptr_t)address;
}

static inline int64_t t_millis(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static inline int t_count_fds(void)
{
	DIR *dir = opendir("/proc/self/fd");
	int count = 0;

	CHECK(dir);
	while (readdir(dir))
		count++;
	closedir(dir);
	return count;
}

static inline bool t_has_capability(int capability)
{
	FILE *status = fopen("/proc/self/status", "re");
	unsigned long long effective = 0;
	char line[256];

	CHECK(status);
	while (fgets(line, sizeof(line), status)) {
		if (sscanf(line, "CapEff: %llx", &effective) == 1)
			break;
	}
	fclose(status);
	return effective >> capability & 1;
}

/* Skips the test where the kernel cannot do what it is about. */
static inline void t_need_operation(void)
{
	struct nzc_probe probe;
	char reason[80];

	CHECK_EQ(nzc_probe(t_address(&probe)), 0);
	if (probe.ring_error) {
		snprintf(reason, sizeof(reason), "no io_uring here: %s",
			 strerror(-probe.ring_error));
		t_skip(reason);
	}
	if (!probe.op_sendmsg_zc)
		t_skip("this kernel has no SENDMSG_ZC");
}

static inline void t_need_memlock(void)
{
	struct rlimit limit;
	char reason[80];

	CHECK_EQ(getrlimit(RLIMIT_MEMLOCK, &limit), 0);
	if (limit.rlim_cur < T_MEMLOCK && !t_has_capability(T_CAP_IPC_LOCK)) {
		snprintf(reason, sizeof(reason), "needs RLIMIT_MEMLOCK of "
			 "%d KiB or CAP_IPC_LOCK", T_MEMLOCK >> 10);
		t_skip(reason);
	}
}

static inline void t_need_zero_copy(void)
{
	t_need_memlock();
	t_need_operation();
}

static inline struct nzc_ring_view t_ring(int cq_entries, int eventfd)
{
	struct nzc_ring_view view = { 0 };

	t_need_zero_copy();
	CHECK_EQ(nzc_ring_open(t_address(&view), cq_entries, eventfd), 0);
	return view;
}

/* A connection over loopback; 0 leaves a buffer's size to the kernel. */
struct t_connection {
	int sender;
	int receiver;
};

static inline void t_buffer_size(int fd, int option, int size)
{
	if (size)
		CHECK_EQ(setsockopt(fd, SOL_SOCKET, option, &size,
				    sizeof(size)), 0);
}

static inline struct t_connection t_connect(int sndbuf, int rcvbuf)
{
	struct sockaddr_in addr = { .sin_family = AF_INET };
	socklen_t len = sizeof(addr);
	struct t_connection c;
	int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	CHECK(server >= 0);
	addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	t_buffer_size(server, SO_RCVBUF, rcvbuf);
	CHECK_EQ(bind(server, (struct sockaddr *)&addr, len), 0);
	CHECK_EQ(listen(server, 1), 0);
	CHECK_EQ(getsockname(server, (struct sockaddr *)&addr, &len), 0);
	c.sender = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	CHECK(c.sender >= 0);
	t_buffer_size(c.sender, SO_SNDBUF, sndbuf);
	CHECK_EQ(connect(c.sender, (struct sockaddr *)&addr, len), 0);
	c.receiver = accept4(server, NULL, NULL, SOCK_CLOEXEC);
	CHECK(c.receiver >= 0);
	close(server);
	return c;
}

static inline void t_disconnect(const struct t_connection *c)
{
	close(c->sender);
	close(c->receiver);
}

/* Reads exactly @len bytes, or fails after T_WAIT_MILLIS without any. */
static inline void t_receive(int fd, void *to, size_t len)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	size_t done = 0;
	ssize_t n;

	while (done < len) {
		CHECK_EQ(poll(&p, 1, T_WAIT_MILLIS), 1);
		n = recv(fd, (char *)to + done, len - done, 0);
		CHECK(n > 0);
		done += (size_t)n;
	}
}

/* True when nothing is there to be read, now and a moment later. */
static inline bool t_silent(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	return poll(&p, 1, 50) == 0;
}

/* A pattern that shows bytes that are lost, doubled or out of order. */
static inline void t_fill(void *to, size_t len, size_t position)
{
	uint8_t *bytes = to;
	size_t i;

	for (i = 0; i < len; i++)
		bytes[i] = (uint8_t)((position + i) * 2654435761u >> 13);
}

static inline bool t_matches(const void *from, size_t len, size_t position)
{
	const uint8_t *bytes = from;
	size_t i;

	for (i = 0; i < len; i++) {
		if (bytes[i] != (uint8_t)((position + i) * 2654435761u >> 13))
			return false;
	}
	return true;
}

/* Takes a completion from shared memory, as the Java side does. */
static inline bool t_poll_cqe(const struct nzc_ring_view *view,
			      struct nzc_cqe *cqe)
{
	const struct nzc_cqe *cqes = t_pointer(view->cqes);
	uint32_t *head = t_pointer(view->cq_head);
	uint32_t *tail = t_pointer(view->cq_tail);
	uint32_t index = *head;

	if (index == __atomic_load_n(tail, __ATOMIC_ACQUIRE))
		return false;
	*cqe = cqes[index & (view->cq_entries - 1)];
	__atomic_store_n(head, index + 1, __ATOMIC_RELEASE);
	return true;
}

static inline struct nzc_cqe t_wait_cqe(const struct nzc_ring_view *view)
{
	struct nzc_cqe cqe;

	CHECK_EQ(nzc_ring_wait(view->ring, T_WAIT_MILLIS), 0);
	CHECK(t_poll_cqe(view, &cqe));
	return cqe;
}

static inline void t_wait_notification(const struct nzc_ring_view *view,
				       int64_t user_data)
{
	struct nzc_cqe cqe = t_wait_cqe(view);

	CHECK_EQ(cqe.user_data, user_data);
	CHECK_EQ(cqe.flags & NZC_CQE_F_NOTIF, NZC_CQE_F_NOTIF);
	CHECK_EQ(cqe.flags & NZC_CQE_F_MORE, 0);
}

static inline int t_sendmsg(const struct nzc_ring_view *view, int fd,
			    const struct iovec *iov, int iovcnt, int zc_flags,
			    int64_t user_data)
{
	return nzc_ring_sendmsg_zc(view->ring, fd, t_address(iov), iovcnt,
				   MSG_DONTWAIT | MSG_NOSIGNAL, zc_flags,
				   user_data);
}

static inline int t_submit(const struct nzc_ring_view *view, int fd,
			   const void *from, size_t len, int64_t user_data)
{
	struct iovec iov = { .iov_base = (void *)(uintptr_t)from,
			     .iov_len = len };

	return t_sendmsg(view, fd, &iov, 1, 0, user_data);
}

/* The result must be there when the submission returns. */
static inline struct nzc_cqe t_send(const struct nzc_ring_view *view, int fd,
				    const void *from, size_t len,
				    int64_t user_data)
{
	struct nzc_cqe cqe;

	CHECK_EQ(t_submit(view, fd, from, len, user_data), 0);
	CHECK(t_poll_cqe(view, &cqe));
	CHECK_EQ(cqe.user_data, user_data);
	CHECK_EQ(cqe.flags & NZC_CQE_F_NOTIF, 0);
	return cqe;
}

#endif
