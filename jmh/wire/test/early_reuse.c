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
 * Shows that a retransmission reads the sender's pages again.
 *
 *   early_reuse receive PORT
 *   early_reuse send ADDRESS PORT MEGABYTES early|patient
 *
 * Every 64 KiB of the stream repeat a byte of their own. "early" overwrites a
 * buffer as soon as all of it has been transmitted once, "patient" when the
 * notification has come. The receiver prints how many bytes were wrong.
 */
#include <errno.h>
#include <linux/sockios.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net.h"
#include "sender.h"

#define CHUNK		(64 * 1024)
#define PATIENCE_MS	20000

static char byte_of(uint64_t position)
{
	return 1 + position / CHUNK % 251;
}

static int receive(uint16_t port)
{
	static char block[1 << 20];
	uint64_t position = 0, wrong = 0;
	int listener = net_listen("10.9.0.2", port);
	int fd = accept(listener, NULL, NULL);
	ssize_t n, i;

	if (fd < 0)
		return 1;
	while ((n = read(fd, block, sizeof(block))) > 0) {
		for (i = 0; i < n; i++)
			wrong += block[i] != byte_of(position++);
	}
	printf("bytes %llu wrong %llu\n", (unsigned long long)position,
	       (unsigned long long)wrong);
	return n < 0;
}

/* All that TCP has taken has left at least once. */
static int wait_until_transmitted(int fd)
{
	int unsent, tries;

	for (tries = 0; tries < PATIENCE_MS * 50; tries++) {
		if (ioctl(fd, SIOCOUTQNSD, &unsent) < 0)
			return -errno;
		if (!unsent)
			return 0;
		usleep(20);
	}
	return -ETIMEDOUT;
}

static int send_chunk(struct sender *sender, unsigned int slot)
{
	size_t done = 0;

	while (done < CHUNK) {
		int n = sender_send(sender, slot, done, CHUNK - done);

		if (n == -EAGAIN)
			n = sender_wait_writable(sender, PATIENCE_MS);
		if (n < 0)
			return n;
		done += n;
	}
	return 0;
}

/* Zeroes never belong to the stream: early they show up, late they do not. */
static int wait_then_overwrite(struct sender *sender, unsigned int slot,
			       bool early)
{
	int err = 0;

	if (early)
		err = wait_until_transmitted(sender->fd);
	else
		err = sender_wait_for(sender, slot, PATIENCE_MS);
	memset(sender_buffer(sender, slot), 0, CHUNK);
	return err;
}

static int send_all(struct sender *sender, uint64_t total, bool early)
{
	unsigned int slot = 0, oldest;
	int err = 0;

	while (!err && sender->sent < total) {
		oldest = early ? slot : (slot + 1) % SENDER_SLOTS;
		slot = (slot + 1) % SENDER_SLOTS;
		err = wait_then_overwrite(sender, oldest, early);
		if (!err)
			err = sender_drain(sender, SENDER_SLOTS - 1,
					   PATIENCE_MS);
		memset(sender_buffer(sender, slot), byte_of(sender->sent),
		       CHUNK);
		if (!err)
			err = send_chunk(sender, slot);
	}
	return err ? err : wait_then_overwrite(sender, slot, early);
}

static int transmit(const char *far, uint16_t port, uint64_t total, bool early)
{
	struct sender sender;
	int fd = net_connect(far, port);
	int err = fd < 0 ? fd : sender_open(&sender, fd, CHUNK);

	if (err == -ENOSYS || err == -EPERM || err == -EINVAL)
		return 77;
	if (!err)
		err = send_all(&sender, total, early);
	if (!err)
		err = sender_drain(&sender, 0, PATIENCE_MS);
	if (err) {
		fprintf(stderr, "send: %s\n", strerror(-err));
	} else {
		fprintf(stderr, "# %llu of %llu sends copied\n",
			(unsigned long long)sender.copied,
			(unsigned long long)sender.sends);
		sender_close(&sender);
	}
	return err == -EINVAL || err == -EOPNOTSUPP ? 77 : !!err;
}

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], "receive"))
		return receive(atoi(argv[2]));
	if (argc == 6 && !strcmp(argv[1], "send"))
		return transmit(argv[2], atoi(argv[3]),
				atoll(argv[4]) * 1000000,
				!strcmp(argv[5], "early"));
	fprintf(stderr, "usage: see the head of early_reuse.c\n");
	return 2;
}
