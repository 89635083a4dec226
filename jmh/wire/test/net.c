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
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "net.h"

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

static socklen_t parse(const char *text, uint16_t port, union address *address)
{
	memset(address, 0, sizeof(*address));
	if (inet_pton(AF_INET, text, &address->v4.sin_addr) == 1) {
		address->v4.sin_family = AF_INET;
		address->v4.sin_port = htons(port);
		return sizeof(address->v4);
	}
	if (inet_pton(AF_INET6, text, &address->v6.sin6_addr) == 1) {
		address->v6.sin6_family = AF_INET6;
		address->v6.sin6_port = htons(port);
		return sizeof(address->v6);
	}
	return 0;
}

/* An interrupted connect goes on by itself. */
static int finish_connect(int fd)
{
	struct pollfd waiting = { .fd = fd, .events = POLLOUT };
	socklen_t length = sizeof(int);
	int err = 0;

	while (poll(&waiting, 1, 5000) < 0 && errno == EINTR)
		continue;
	if (!(waiting.revents & POLLOUT))
		return -ETIMEDOUT;
	getsockopt(fd, SOL_SOCKET, SO_ERROR, &err, &length);
	return -err;
}

int net_connect_from(const char *local, const char *far, uint16_t port)
{
	struct timeval patience = { .tv_sec = 5 };
	union address to, from;
	socklen_t length = parse(far, port, &to);
	int fd = socket(to.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (!length || fd < 0)
		return -EINVAL;
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	if ((local && bind(fd, &from.any, parse(local, 0, &from)) < 0) ||
	    connect(fd, &to.any, length) < 0) {
		int err = errno == EINTR ? finish_connect(fd) : -errno;

		if (!err)
			return fd;
		close(fd);
		return err;
	}
	return fd;
}

int net_connect(const char *far, uint16_t port)
{
	return net_connect_from(NULL, far, port);
}

int net_listen(const char *local, uint16_t port)
{
	union address address;
	socklen_t length = parse(local, port, &address);
	int fd = socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int one = 1;

	if (!length || fd < 0)
		return -EINVAL;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (bind(fd, &address.any, length) < 0 || listen(fd, 128) < 0) {
		int err = -errno;

		close(fd);
		return err;
	}
	return fd;
}

static int command(char *line, size_t size, const char *words)
{
	const char *wire = getenv("WIRE"), *name = getenv("WIRE_NAME");
	const char *rest = strchr(words, ' ');
	int verb = rest ? (int)(rest - words) : (int)strlen(words);

	if (!wire || !name)
		return -EINVAL;
	snprintf(line, size, "'%s' %.*s --name '%s'%s", wire, verb, words,
		 name, rest ? rest : "");
	return 0;
}

int wire_do(const char *words)
{
	char line[512];

	return command(line, sizeof(line), words) ? -EINVAL : system(line);
}

long long wire_status(const char *key)
{
	char line[512];
	long long value = -1;
	FILE *output;

	if (command(line, sizeof(line), "status"))
		return -1;
	output = popen(line, "r");
	if (!output)
		return -1;
	while (fgets(line, sizeof(line), output)) {
		size_t n = strlen(key);

		if (!strncmp(line, key, n) && line[n] == ':')
			value = atoll(line + n + 1);
	}
	pclose(output);
	return value;
}

long long wire_await(const char *key, long long expected, int timeout_ms)
{
	long long value = wire_status(key);

	for (; value != expected && timeout_ms > 0; timeout_ms -= 50) {
		usleep(50000);
		value = wire_status(key);
	}
	return value;
}
