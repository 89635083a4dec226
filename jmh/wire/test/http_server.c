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
/*
 * A server for the client's tests: one thread per connection, fixed responses.
 *
 *   http_server ADDRESS PORT BODY_BYTES [delay-us=N] [stall-ms=N] [status=N]
 *               [close] [chunked] [split] [zc]
 *
 * stall-ms: one response, a second after the start, comes that much later.
 * close: a connection per response. split: the head in two pieces. A request
 * is what ends with an empty line. zc: responses leave by SENDMSG_ZC. At the
 * end prints the number of responses, and with zc of sends and of copied ones.
 */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "net.h"
#include "sender.h"

static struct options {
	long body;
	long delay_us;
	long stall_ms;
	long status;
	bool close;
	bool chunked;
	bool split;
	bool zc;
} options = { .status = 200 };

static char *response;
static size_t response_length;
static size_t head_length;
static double stall_at;
static uint64_t served;
static uint64_t sends;
static uint64_t copied;

static double seconds(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec + ts.tv_nsec / 1e9;
}

static void prepare(void)
{
	response = malloc(options.body + 256);
	head_length = sprintf(response, "HTTP/1.1 %ld Yes\r\n"
			      "Server: test\r\n%s", options.status,
			      options.close ? "Connection: close\r\n" : "");
	if (options.chunked)
		head_length += sprintf(response + head_length,
				       "Transfer-Encoding: chunked\r\n\r\n"
				       "%lx\r\n", options.body);
	else
		head_length += sprintf(response + head_length,
				       "content-length: %ld\r\n\r\n",
				       options.body);
	memset(response + head_length, 'b', options.body);
	response_length = head_length + options.body;
}

static int put(int fd, const char *bytes, size_t length)
{
	while (length) {
		ssize_t n = write(fd, bytes, length);

		if (n <= 0)
			return -1;
		bytes += n;
		length -= n;
	}
	return 0;
}

static int put_zero_copy(struct sender *sender)
{
	size_t done = 0;

	memcpy(sender_buffer(sender, 0), response, response_length);
	while (done < response_length) {
		int n = sender_send(sender, 0, done, response_length - done);

		if (n == -EAGAIN)
			n = sender_wait_writable(sender, 5000);
		if (n < 0)
			return -1;
		done += n;
	}
	return sender_drain(sender, 0, 5000);
}

static int respond(int fd, struct sender *sender)
{
	size_t first = options.split ? head_length / 2 : 0;

	if (options.delay_us)
		usleep(options.delay_us);
	if (options.stall_ms && seconds() > stall_at) {
		usleep(options.stall_ms * 1000);
		options.stall_ms = 0;
	}
	if (first) {
		if (put(fd, response, first))
			return -1;
		usleep(300);
	}
	if (sender->memory ? put_zero_copy(sender) :
			     put(fd, response + first, response_length - first))
		return -1;
	__atomic_add_fetch(&served, 1, __ATOMIC_RELAXED);
	return 0;
}

static int read_request(int fd, char *buffer, size_t size)
{
	size_t length = 0;

	while (length < size - 1) {
		ssize_t n = read(fd, buffer + length, size - 1 - length);

		if (n <= 0)
			return -1;
		length += n;
		buffer[length] = '\0';
		if (length >= 4 && !memcmp(buffer + length - 4, "\r\n\r\n", 4))
			return 0;
	}
	return -1;
}

static void *serve(void *argument)
{
	int fd = (int)(intptr_t)argument;
	struct sender sender = {};
	char buffer[20000];

	if (options.zc && sender_open(&sender, fd, response_length)) {
		close(fd);
		return NULL;
	}
	while (!read_request(fd, buffer, sizeof(buffer))) {
		if (respond(fd, &sender) || options.close)
			break;
	}
	__atomic_add_fetch(&sends, sender.sends, __ATOMIC_RELAXED);
	__atomic_add_fetch(&copied, sender.copied, __ATOMIC_RELAXED);
	if (sender.memory)
		sender_close(&sender);
	else
		close(fd);
	return NULL;
}

static void print_and_exit(int signal)
{
	char text[128];
	int n = snprintf(text, sizeof(text), options.zc ?
			 "%llu sends %llu copied %llu\n" : "%llu\n",
			 (unsigned long long)served, (unsigned long long)sends,
			 (unsigned long long)copied);

	(void)signal;
	_exit(write(STDOUT_FILENO, text, n) != n);
}

static void parse(int argc, char **argv)
{
	int i;

	options.body = atol(argv[3]);
	for (i = 4; i < argc; i++) {
		sscanf(argv[i], "delay-us=%ld", &options.delay_us);
		sscanf(argv[i], "stall-ms=%ld", &options.stall_ms);
		sscanf(argv[i], "status=%ld", &options.status);
		options.close |= !strcmp(argv[i], "close");
		options.chunked |= !strcmp(argv[i], "chunked");
		options.zc |= !strcmp(argv[i], "zc");
		options.split |= !strcmp(argv[i], "split");
	}
}

int main(int argc, char **argv)
{
	int listener, one = 1;

	if (argc < 4)
		return 2;
	parse(argc, argv);
	prepare();
	signal(SIGPIPE, SIG_IGN);
	signal(SIGTERM, print_and_exit);
	listener = net_listen(argv[1], atoi(argv[2]));
	if (listener < 0)
		return 1;
	stall_at = seconds() + 1;
	for (;;) {
		int fd = accept(listener, NULL, NULL);
		pthread_t thread;

		if (fd < 0)
			return 1;
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
		pthread_create(&thread, NULL, serve, (void *)(intptr_t)fd);
		pthread_detach(thread);
	}
}
