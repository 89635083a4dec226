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
/* The client's parts: its plan, its state, its report. */
#ifndef CLIENT_H
#define CLIENT_H

#include "histogram.h"
#include "peer.h"

/* plan.c: what to do, from the words of a command. */
struct wire_plan {
	struct wire_key near;	/* the far address is a pattern to count up */
	char target[64];
	uint32_t connections;
	char *request;
	size_t request_length;
	uint64_t response_bytes;	/* 0: ask each response's head */
	uint64_t requests;		/* 0: no limit but the time */
	double seconds;
	double warmup;
	double rate;			/* per second; 0: closed loop */
	bool json;
};

int wire_plan_parse(struct wire_plan *plan, char **words, FILE *reply);

enum wire_connection_state {
	WIRE_CLOSED,
	WIRE_CONNECTING,
	WIRE_IDLE,
	WIRE_WAITING,
};

struct wire_connection {
	enum wire_connection_state state;
	uint32_t slot;
	bool listed;			/* among the ready ones */
	bool last;			/* the server closes after this one */
	uint32_t response_start;
	uint64_t response_length;	/* 0 while unknown */
	uint64_t from_ns;		/* what its latency counts from */
	uint64_t retry_ns;
};

enum wire_client_phase {
	WIRE_OPENING,
	WIRE_RUNNING,
	WIRE_DRAINING,
	WIRE_DONE,
};

struct wire_counts {
	uint64_t completed;
	uint64_t measured;	/* completed after the warm-up, in time */
	uint64_t measured_bytes;
	uint64_t bad_status;
	uint64_t broken;	/* truncated, overlong or reset responses */
	uint64_t connects;
	uint64_t closed_by_server;
	uint64_t unfinished;
};

struct wire_client {
	struct wire_plan plan;
	int fd;
	enum wire_client_phase phase;
	struct wire_connection *connections;
	uint32_t *ready;		/* a ring of connection numbers */
	uint32_t ready_head;
	uint32_t ready_count;
	uint32_t connecting;
	uint32_t closed;
	uint32_t waiting;
	uint32_t cursor;		/* where to look for a closed one */
	uint64_t issued;
	uint64_t limit;			/* requests in all, or UINT64_MAX */
	uint64_t start_ns;
	uint64_t measure_ns;
	uint64_t end_ns;
	uint64_t last_done_ns;
	uint64_t deadline_ns;
	uint64_t response_length;	/* of the last head that was read */
	struct wire_counts counts;
	struct histogram latency;
	struct histogram lag;		/* how late requests left the client */
	const char *failure;
};

/* connections.c */
void wire_client_open(struct wire_peer *peer);
void wire_client_list_ready(struct wire_client *client,
			    struct wire_connection *connection);
struct wire_connection *wire_client_take_ready(struct wire_client *client);
struct wire_connection *wire_client_connection(struct wire_peer *peer,
					       uint32_t slot);
void wire_client_lose(struct wire_client *client,
		      struct wire_connection *connection, uint64_t retry_ns);
void wire_client_leave(struct wire_peer *peer, bool politely);
void wire_client_fail(struct wire_client *client, const char *why);

/* report.c */
void wire_report(const struct wire_client *client, FILE *output);

#endif
