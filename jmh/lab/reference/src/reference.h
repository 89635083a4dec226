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
#ifndef REFERENCE_H
#define REFERENCE_H

/*
 * A stream of messages as fast as plain C can send it: what a transport can
 * reach at best. Memory is allocated once and used again and again, and
 * nothing is done but sending.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/uio.h>

#define BATCH_PARTS_MAX	64

/* Memory of one batch of messages, sent by one request if the socket lets. */
struct batch {
	char *memory;
	int in_flight;		/* requests that are not notified */
	bool in_use;		/* a connection sends from it */
	struct batch *next_free;
};

struct connection {
	int fd;
	bool writable;
	struct batch *batch;	/* NULL between two batches */
	size_t sent;		/* of the batch */
};

struct settings {
	size_t size;		/* of a message */
	size_t batch_size;	/* of all messages between two flushes */
	int batches;
};

struct counters {
	uint64_t bytes;
	uint64_t requests;
	uint64_t zero_copied;
	uint64_t copied;
};

/* One way of sending. Functions return 0 or more, or -errno. */
struct sender {
	const char *name;
	int (*open)(struct batch *batches, const struct settings *settings);
	/* Returns the bytes that were taken, -EAGAIN if the socket is full. */
	long (*send)(int fd, struct batch *batch, size_t from, size_t to);
	/* Gives back batches that the kernel is done with. */
	int (*reap)(void);
	/* Waits until there is something to reap; NULL if there never is. */
	int (*await)(int timeout_millis);
	void (*close)(void);
};

extern const struct sender plain_sender;
extern const struct sender zero_copy_sender;
extern const struct sender registered_sender;

extern struct counters counters;

/* Fills @parts with the messages from @from up to @to, returns how many. */
int batch_parts(const struct batch *batch, size_t from, size_t to,
		struct iovec *parts);

/* The kernel is done with one request of the batch. */
void batch_notified(struct batch *batch);

int stream_open(const struct sender *sender, const char *host, int port,
		int connections, const struct settings *settings);
/* Sends until a command can be read from standard input. */
int stream_run(void);
/* Waits until nothing is in flight. */
int stream_finish(void);
void stream_close(void);

#endif
