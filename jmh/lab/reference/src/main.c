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
 * The lab's physical reference: one way of sending, driven by the lab's line
 * protocol on standard input and output (jmh/lab/protocol).
 */

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

#include "reference.h"

#define LINE_MAX_LENGTH		1024
#define GATHER_DEFAULT		(256 << 10)
#define IN_FLIGHT_MAX		(64L << 20)

static const struct sender *const senders[] = {
	&plain_sender, &zero_copy_sender, &registered_sender,
};

static bool is_open;
static bool is_running;
static struct counters begin_counters;
static int64_t begin_nanos;

static int64_t nanos(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static void answer_error(const char *what, int error)
{
	printf("{\"error\":\"%s%s%s\"}\n", what, error ? ": " : "",
	       error ? strerror(-error) : "");
}

/* Copies the value of @key, or @fallback, from " key=value key=value". */
static bool parameter(const char *line, const char *key, const char *fallback,
		      char *value, size_t size)
{
	char pattern[32];
	const char *found;

	snprintf(pattern, sizeof(pattern), " %s=", key);
	found = strstr(line, pattern);
	if (!found && !fallback)
		return false;
	if (found)
		snprintf(value, size, "%.*s",
			 (int)strcspn(found + strlen(pattern), " \n"),
			 found + strlen(pattern));
	else
		snprintf(value, size, "%s", fallback);
	return true;
}

/* Returns a number from 1 to @max, or 0 after answering an error. */
static long number(const char *line, const char *key, const char *fallback,
		   long max)
{
	char text[32];
	char what[64];
	char *end;
	long value = 0;

	if (parameter(line, key, fallback, text, sizeof(text))) {
		value = strtol(text, &end, 10);
		if (*end || value < 1 || value > max)
			value = 0;
	}
	if (!value) {
		snprintf(what, sizeof(what), "%s must be from 1 to %ld", key,
			 max);
		answer_error(what, 0);
	}
	return value;
}

static int batches_for(size_t batch_size, long connections)
{
	long count = IN_FLIGHT_MAX / (long)batch_size;

	/* One for each connection to send from, one to be in flight. */
	return (int)(count < 2 * connections ? 2 * connections : count);
}

static void answer_open(const struct sender *sender, const char *line)
{
	struct settings settings;
	char fallback[32];
	char host[64];
	long connections;
	long gather;
	long port;
	int ret;

	settings.size = (size_t)number(line, "size", NULL, 16 << 20);
	if (!settings.size)
		return;
	snprintf(fallback, sizeof(fallback), "%d", GATHER_DEFAULT);
	gather = number(line, "gather", fallback, 16 << 20);
	connections = number(line, "connections", "1", 1024);
	port = number(line, "port", NULL, 65535);
	if (!gather || !connections || !port)
		return;
	if (!parameter(line, "host", NULL, host, sizeof(host))) {
		answer_error("host is missing", 0);
		return;
	}
	if (strstr(line, " loops=") && !strstr(line, " loops=1")) {
		printf("{\"unsupported\":\"one thread only\"}\n");
		return;
	}
	gather = gather / (long)settings.size;
	if (gather < 1)
		gather = 1;
	if (gather > BATCH_PARTS_MAX)
		gather = BATCH_PARTS_MAX;
	settings.batch_size = (size_t)gather * settings.size;
	settings.batches = batches_for(settings.batch_size, connections);
	ret = stream_open(sender, host, (int)port, (int)connections, &settings);
	if (ret < 0) {
		stream_close();
		answer_error("cannot open", ret);
		return;
	}
	is_open = true;
	printf("{\"ok\":true}\n");
}

static void answer_begin(const char *line)
{
	int ret;

	if (strstr(line, " rate=")) {
		printf("{\"unsupported\":\"as fast as it can only\"}\n");
		return;
	}
	begin_counters = counters;
	begin_nanos = nanos();
	is_running = true;
	printf("{\"ok\":true}\n");
	fflush(stdout);
	ret = stream_run();
	if (ret < 0) {
		is_running = false;
		fprintf(stderr, "stream: %s\n", strerror(-ret));
	}
}

static void answer_end(size_t size)
{
	uint64_t bytes = counters.bytes - begin_counters.bytes;
	int64_t took = nanos() - begin_nanos;
	int ret;

	if (!is_running) {
		answer_error("no round, or its connection broke", 0);
		return;
	}
	is_running = false;
	ret = stream_finish();
	if (ret < 0) {
		answer_error("not all was acknowledged", ret);
		return;
	}
	printf("{\"nanos\":%" PRId64 ",\"messages\":%" PRIu64
	       ",\"bytes\":%" PRIu64 ",\"extra\":{\"requests\":%" PRIu64
	       ",\"notifiedZeroCopied\":%" PRIu64 ",\"notifiedCopied\":%"
	       PRIu64 "}}\n", took, bytes / size, bytes,
	       counters.requests - begin_counters.requests,
	       counters.zero_copied - begin_counters.zero_copied,
	       counters.copied - begin_counters.copied);
}

static void answer_close(void)
{
	stream_close();
	is_open = false;
	is_running = false;
	printf("{\"ok\":true}\n");
}

static void serve(const struct sender *sender)
{
	static char line[LINE_MAX_LENGTH];
	static char opened[LINE_MAX_LENGTH];
	char size[32];

	/* Unbuffered: stream_run() polls for the next command. */
	setvbuf(stdin, NULL, _IONBF, 0);
	while (fgets(line, sizeof(line), stdin) && strcmp(line, "quit\n")) {
		if (!strncmp(line, "open stream ", 12) && !is_open) {
			answer_open(sender, line);
			snprintf(opened, sizeof(opened), "%s", line);
		} else if (!strncmp(line, "open stream ", 12)) {
			answer_error("open already", 0);
		} else if (!strncmp(line, "open ", 5)) {
			printf("{\"unsupported\":\"streams only\"}\n");
		} else if (!is_open) {
			answer_error("nothing is open", 0);
		} else if (!strncmp(line, "begin", 5)) {
			answer_begin(line);
		} else if (!strcmp(line, "end\n")) {
			parameter(opened, "size", NULL, size, sizeof(size));
			answer_end((size_t)atol(size));
		} else if (!strcmp(line, "close\n")) {
			answer_close();
		} else {
			answer_error("unknown command", 0);
		}
		fflush(stdout);
	}
}

int main(int argc, char **argv)
{
	struct utsname kernel;
	size_t i;

	uname(&kernel);
	for (i = 0; argc == 2 && i < sizeof(senders) / sizeof(*senders); i++) {
		if (strcmp(argv[1], senders[i]->name))
			continue;
		printf("{\"ready\":true,\"contender\":\"%s\",\"facts\":"
		       "{\"kernel\":\"%s\",\"language\":\"C\"}}\n", argv[1],
		       kernel.release);
		fflush(stdout);
		serve(senders[i]);
		if (is_open)
			stream_close();
		return 0;
	}
	fprintf(stderr, "Usage: reference c-send|c-sendzc|c-registered\n");
	return 2;
}
