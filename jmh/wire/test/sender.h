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
/* A zero-copy sender that keeps count of what the kernel reports. */
#ifndef SENDER_H
#define SENDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ring.h"

#define SENDER_SLOTS	16

struct sender {
	struct ring ring;
	int fd;
	char *memory;
	size_t chunk;
	bool busy[SENDER_SLOTS];	/* not notified yet */
	unsigned int in_flight;
	uint64_t sent;
	uint64_t sends;
	uint64_t copied;	/* successful sends that the kernel copied */
	bool worked[SENDER_SLOTS];
};

int sender_open(struct sender *sender, int fd, size_t chunk);
void sender_close(struct sender *sender);

char *sender_buffer(struct sender *sender, unsigned int slot);

/* Bytes accepted (maybe fewer than asked), -EAGAIN or another -errno. */
int sender_send(struct sender *sender, unsigned int slot, size_t offset,
		size_t length);

/* Takes notifications until at most that many sends are in flight. */
int sender_drain(struct sender *sender, unsigned int left, int timeout_ms);
int sender_wait_for(struct sender *sender, unsigned int slot, int timeout_ms);

/* Sends total bytes round and round the buffers, each reused when notified. */
int sender_stream(struct sender *sender, uint64_t total);

int sender_wait_writable(struct sender *sender, int timeout_ms);

#endif
