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
 * What the wire promises, checked from inside its namespace. Prints a line
 * per check: "ok NAME", "FAIL NAME: reason" or "skip NAME: reason".
 */
#include <bpf/bpf.h>
#include <errno.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "net.h"
#include "sender.h"

#define PORT	9000
#define CHUNK	(64 * 1024)
#define MANY	1000

enum result { PASS, FAIL, SKIP };

static char reason[256];

__attribute__((format(printf, 2, 3)))
static enum result because(enum result result, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(reason, sizeof(reason), format, arguments);
	va_end(arguments);
	return result;
}

static enum result open_or(struct sender *sender, int fd)
{
	int err;

	if (fd < 0)
		return because(FAIL, "cannot connect: %s", strerror(-fd));
	err = sender_open(sender, fd, CHUNK);
	if (err == -ENOSYS || err == -EPERM || err == -EINVAL)
		return because(SKIP, "no io_uring of Linux 6.1: %s",
			       strerror(-err));
	if (err)
		return because(FAIL, "cannot open: %s", strerror(-err));
	return PASS;
}

static double seconds(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec + ts.tv_nsec / 1e9;
}

static enum result stream(struct sender *sender, uint64_t bytes)
{
	double start = seconds();
	int err = sender_stream(sender, bytes);

	if (err == -EINVAL || err == -EOPNOTSUPP)
		return because(SKIP, "this kernel has no SENDMSG_ZC");
	if (err)
		return because(FAIL, "%s after %llu bytes", strerror(-err),
			       (unsigned long long)sender->sent);
	fprintf(stderr, "# %llu MB in %llu sends, %llu copied, %.0f MB/s\n",
		(unsigned long long)sender->sent / 1000000,
		(unsigned long long)sender->sends,
		(unsigned long long)sender->copied,
		sender->sent / 1e6 / (seconds() - start));
	return PASS;
}

static enum result copies_nothing(const char *local, const char *far)
{
	long long before = wire_status("bytes"), passed;
	struct sender sender;
	enum result result;

	result = open_or(&sender, net_connect_from(local, far, PORT));
	if (result)
		return result;
	result = stream(&sender, 200000000);
	if (!result && sender.copied)
		result = because(FAIL, "%llu of %llu sends copied",
				 (unsigned long long)sender.copied,
				 (unsigned long long)sender.sends);
	passed = wire_status("bytes") - before;
	if (!result && passed != (long long)sender.sent)
		result = because(FAIL, "%lld bytes passed of %llu sent",
				 passed, (unsigned long long)sender.sent);
	sender_close(&sender);
	return result;
}

static enum result zero_copy_over_ipv4(void)
{
	return copies_nothing(NULL, "10.9.0.2");
}

static enum result zero_copy_over_ipv6(void)
{
	return copies_nothing(NULL, "fd09::2");
}

static enum result zero_copy_from_other_local_addresses(void)
{
	enum result result = copies_nothing("10.9.0.101", "10.9.0.99");

	return result ? result : copies_nothing("fd09::108", "fd09::beef");
}

static void *swallow(void *argument)
{
	int fd = accept(*(int *)argument, NULL, NULL);
	static char sink[1 << 20];

	while (read(fd, sink, sizeof(sink)) > 0)
		continue;
	close(fd);
	return NULL;
}

/* The contrast, and the proof that "copied" can be something else than 0. */
static enum result loopback_copies(void)
{
	int listener = net_listen("127.0.0.1", PORT);
	struct sender sender;
	enum result result;
	pthread_t thread;

	if (listener < 0)
		return because(FAIL, "cannot listen");
	pthread_create(&thread, NULL, swallow, &listener);
	result = open_or(&sender, net_connect("127.0.0.1", PORT));
	if (!result) {
		result = stream(&sender, 20000000);
		if (!result && sender.copied != sender.sends)
			result = because(FAIL, "only %llu of %llu copied",
					 (unsigned long long)sender.copied,
					 (unsigned long long)sender.sends);
		sender_close(&sender);
		pthread_join(thread, NULL);
	}
	close(listener);
	return result;
}

static enum result hold_with(struct sender *sender)
{
	int n = sender_send(sender, 0, 0, CHUNK);
	int pending;

	if (n <= 0)
		return because(FAIL, "send: %s", strerror(-n));
	if (sender_drain(sender, 0, 600) != -ETIMEDOUT)
		return because(FAIL, "notified while ACKs were held");
	if (ioctl(sender->fd, SIOCOUTQ, &pending) || pending != n)
		return because(FAIL, "%d bytes un-acked of %d", pending, n);
	if (wire_do("ack --release"))
		return because(FAIL, "cannot release");
	if (sender_drain(sender, 0, 1000))
		return because(FAIL, "not notified after the release");
	return PASS;
}

static enum result hold_pins_until_release(void)
{
	struct sender sender;
	enum result result;

	result = open_or(&sender, net_connect("10.9.0.2", PORT));
	if (result)
		return result;
	result = wire_do("ack --hold") ? because(FAIL, "cannot hold") :
					 hold_with(&sender);
	wire_do("ack --release");
	sender_close(&sender);
	return result;
}

static enum result connections_open_while_held(void)
{
	struct sender sender;
	enum result result;
	uint64_t sent;

	if (wire_do("ack --hold"))
		return because(FAIL, "cannot hold");
	result = open_or(&sender, net_connect("fd09::2", PORT));
	if (!result) {
		sender_send(&sender, 0, 0, CHUNK);
		sender_send(&sender, 1, 0, CHUNK);
		sent = sender.sent;
		if (!sender_drain(&sender, 0, 300) || !sent)
			result = because(FAIL, "notified while held");
		wire_do("ack --release");
		if (!result && sender_drain(&sender, 0, 2000))
			result = because(FAIL, "no notification after all");
		sender_close(&sender);
	}
	wire_do("ack --release");
	return result;
}

static enum result delay_with(struct sender *sender)
{
	double start = seconds(), took;
	int n = sender_send(sender, 0, 0, CHUNK);

	if (n <= 0 || sender_drain(sender, 0, 2000))
		return because(FAIL, "send: %d", n);
	took = seconds() - start;
	if (took < 0.030 || took > 0.300)
		return because(FAIL, "notified after %.1f ms", took * 1000);
	return PASS;
}

static enum result delay_is_kept(void)
{
	struct sender sender;
	enum result result;

	result = open_or(&sender, net_connect("10.9.0.2", PORT));
	if (result)
		return result;
	/* Warm up, or the first window would add round trips. */
	result = stream(&sender, 4000000);
	wire_do("ack --delay-us 30000");
	if (!result)
		result = delay_with(&sender);
	wire_do("ack --delay-us 0");
	sender_close(&sender);
	return result;
}

static enum result die_silently(struct sender *sender)
{
	unsigned int timeout_ms = 700;
	struct sender second = {};
	int err = 0;
	socklen_t length = sizeof(err);

	setsockopt(sender->fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &timeout_ms,
		   sizeof(timeout_ms));
	if (sender_send(sender, 0, 0, CHUNK) <= 0)
		return because(FAIL, "cannot send");
	if (sender_drain(sender, 0, 5000))
		return because(FAIL, "pinned beyond TCP_USER_TIMEOUT");
	getsockopt(sender->fd, SOL_SOCKET, SO_ERROR, &err, &length);
	if (err != ETIMEDOUT)
		return because(FAIL, "socket error %d", err);
	wire_do("ack --start");
	if (open_or(&second, net_connect("10.9.0.2", PORT)))
		return FAIL;
	err = sender_stream(&second, 1000000);
	sender_close(&second);
	return err ? because(FAIL, "no new life after --start") : PASS;
}

static enum result stopped_peer_is_silent(void)
{
	struct sender sender;
	enum result result;

	result = open_or(&sender, net_connect("10.9.0.2", PORT));
	if (result)
		return result;
	result = wire_do("ack --stop") ? because(FAIL, "cannot stop") :
					 die_silently(&sender);
	wire_do("ack --start");
	sender_close(&sender);
	return result;
}

static enum result recovers_from_a_stop(void)
{
	struct sender sender;
	enum result result;

	result = open_or(&sender, net_connect("10.9.0.2", PORT));
	if (result)
		return result;
	wire_do("ack --stop");
	sender_send(&sender, 0, 0, CHUNK);
	usleep(300000);
	wire_do("ack --start");
	if (sender_drain(&sender, 0, 5000))
		result = because(FAIL, "retransmissions were not acked");
	sender_close(&sender);
	return result;
}

static enum result close_window(struct sender *sender)
{
	int n, pending;

	wire_do("ack --window 0");
	do {
		n = sender_send(sender, 0, 0, CHUNK);
		if (n == -EAGAIN)
			sender_wait_for(sender, 0, 0);
	} while (n > 0 && sender->sent < 64000000);
	if (n != -EAGAIN)
		return because(FAIL, "never blocked (%d)", n);
	usleep(700000);
	ioctl(sender->fd, SIOCOUTQ, &pending);
	if (pending < CHUNK)
		return because(FAIL, "%d bytes left unsent", pending);
	wire_do("ack --window 67107840");
	if (sender_drain(sender, 0, 5000))
		return because(FAIL, "did not go on with an open window");
	return PASS;
}

static enum result window_blocks_and_opens(void)
{
	struct sender sender;
	enum result result;

	result = open_or(&sender, net_connect("10.9.0.2", PORT));
	if (result)
		return result;
	result = close_window(&sender);
	wire_do("ack --window 67107840");
	sender_close(&sender);
	return result;
}

static enum result survives_loss(void)
{
	long long lost = wire_status("lost");
	struct sender sender;
	enum result result;

	result = open_or(&sender, net_connect("10.9.0.2", PORT));
	if (result)
		return result;
	wire_do("loss 3");
	result = stream(&sender, 20000000);
	wire_do("loss 0");
	if (!result && sender.copied)
		result = because(FAIL, "%llu copied",
				 (unsigned long long)sender.copied);
	if (!result && wire_status("lost") <= lost)
		result = because(FAIL, "nothing was lost");
	sender_close(&sender);
	return result;
}

static enum result many_flows(void)
{
	static char block[4096];
	static int fds[MANY];
	struct rlimit limit = { 8192, 8192 };
	int i, opened = 0, pending = 0;
	double deadline;

	setrlimit(RLIMIT_NOFILE, &limit);
	for (; opened < MANY; opened++) {
		fds[opened] = net_connect("10.9.0.3", PORT + opened % 7);
		if (fds[opened] < 0) {
			fprintf(stderr, "# connect: %s\n",
				strerror(-fds[opened]));
			break;
		}
		if (write(fds[opened], block, sizeof(block)) < 0)
			break;
	}
	deadline = seconds() + 3;
	do {
		for (i = 0, pending = 0; i < opened && !pending; i++)
			ioctl(fds[i], SIOCOUTQ, &pending);
	} while (pending && seconds() < deadline);
	if (opened == MANY && wire_status("flows_open") < MANY)
		opened = -1;
	for (i = 0; i < opened; i++)
		close(fds[i]);
	if (opened != MANY || pending)
		return because(FAIL, "%d of %d open, %d bytes un-acked",
			       opened, MANY, pending);
	return PASS;
}

static enum result closing_frees_the_slot(void)
{
	struct linger reset = { .l_onoff = 1 };
	int polite, rude, held;
	char byte;

	if (wire_await("flows_open", 0, 3000))
		return because(FAIL, "flows left over from other checks");
	polite = net_connect("10.9.0.2", PORT);
	rude = net_connect("fd09::2", PORT);
	held = net_connect("10.9.0.2", PORT);
	if (wire_await("flows_open", 3, 1000) != 3)
		return because(FAIL, "flows not counted");
	setsockopt(rude, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
	shutdown(polite, SHUT_WR);
	if (read(polite, &byte, 1) != 0)
		return because(FAIL, "the far end did not close");
	close(polite);
	close(rude);
	if (wire_await("flows_open", 1, 2000) != 1)
		return because(FAIL, "flows not freed");
	close(held);
	return wire_await("flows_open", 0, 2000) ?
	       because(FAIL, "the last flow was not freed") : PASS;
}

static const struct check {
	const char *name;
	enum result (*run)(void);
} checks[] = {
	{ "zero copy over IPv4", zero_copy_over_ipv4 },
	{ "zero copy over IPv6", zero_copy_over_ipv6 },
	{ "zero copy from other local addresses",
	  zero_copy_from_other_local_addresses },
	{ "loopback copies", loopback_copies },
	{ "held ACKs pin memory until the release", hold_pins_until_release },
	{ "connections open while ACKs are held", connections_open_while_held },
	{ "delayed ACKs delay the notification", delay_is_kept },
	{ "a stopped peer is silent", stopped_peer_is_silent },
	{ "a stopped peer can come back", recovers_from_a_stop },
	{ "a closed window blocks, an open one lets go on",
	  window_blocks_and_opens },
	{ "lost packets are sent again", survives_loss },
	{ "a thousand flows", many_flows },
	{ "closing frees the flow", closing_frees_the_slot },
};

static void run(const struct check *check)
{
	enum result result = check->run();

	if (result == PASS)
		printf("ok %s\n", check->name);
	else
		printf("%s %s: %s\n", result == FAIL ? "FAIL" : "skip",
		       check->name, reason);
	fflush(stdout);
}

/* The kernel frees a program a little after its last user has gone. */
static int program_is_gone(uint32_t id)
{
	int tries;

	for (tries = 0; tries < 100; tries++) {
		int fd = bpf_prog_get_fd_by_id(id);

		if (fd < 0)
			return errno == ENOENT ? 0 : 1;
		close(fd);
		usleep(100000);
	}
	return 1;
}

int main(int argc, char **argv)
{
	size_t i;

	if (argc == 3 && !strcmp(argv[1], "--program-is-gone"))
		return program_is_gone(atoi(argv[2]));
	for (i = 0; i < sizeof(checks) / sizeof(*checks); i++) {
		if (argc < 2 || strstr(checks[i].name, argv[1]))
			run(&checks[i]);
	}
	return 0;
}
