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
 * The peer plays client: it opens connections to a server that listens in the
 * namespace, sends one request at a time on each, and knows a response's last
 * byte by its sequence number. The BPF program has stamped the time when that
 * passed (wire_flow.last_ns), so what counts is the server and its stack, not
 * when the peer came to look.
 *
 * Open loop: request n is due at start + n / rate whatever the server does,
 * and its latency counts from then (no coordinated omission).
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "client.h"
#include "http.h"

#define OPENING_NS	(10 * WIRE_NS_PER_S)
#define STALL_NS	(10 * WIRE_NS_PER_S)
#define DRAIN_NS	(5 * WIRE_NS_PER_S)
#define REOPEN_NS	(50 * WIRE_NS_PER_MS)

static void send_request(struct wire_peer *peer,
			 struct wire_connection *connection, uint64_t due_ns)
{
	struct wire_client *client = peer->client;
	struct wire_flow *flow = &peer->bpf.flows[connection->slot];
	uint64_t now_ns = wire_clock_ns();

	connection->response_start = flow->next;
	connection->response_length = client->plan.response_bytes;
	connection->from_ns = due_ns ? due_ns : now_ns;
	connection->state = WIRE_WAITING;
	connection->last = false;
	if (!connection->response_length) {
		flow->head_start = flow->next;
		flow->head_length = 0;
		__atomic_store_n(&flow->head_wanted, WIRE_HEAD_BYTES - 1,
				 __ATOMIC_RELEASE);
	}
	wire_far_send(peer, connection->slot, client->plan.request,
		      client->plan.request_length);
	if (due_ns && due_ns >= client->measure_ns)
		histogram_add(&client->lag, now_ns - due_ns);
	if (!client->waiting++)
		client->deadline_ns = now_ns + STALL_NS;
	client->issued++;
}

/* When the next request is due: 0 for at once, UINT64_MAX for never. */
static uint64_t next_due(const struct wire_client *client, uint64_t now_ns)
{
	if (client->issued >= client->limit)
		return UINT64_MAX;
	if (client->plan.rate)
		return client->start_ns +
		       client->issued * (1e9 / client->plan.rate);
	return client->end_ns && now_ns >= client->end_ns ? UINT64_MAX : 0;
}

static void send_due(struct wire_peer *peer)
{
	struct wire_client *client = peer->client;

	for (;;) {
		uint64_t due_ns = next_due(client, peer->now_ns);
		struct wire_connection *connection;

		if (due_ns > peer->now_ns)
			return;
		connection = wire_client_take_ready(client);
		if (!connection)
			return;
		send_request(peer, connection, due_ns);
	}
}

/* Reads the length from the head; 0 while it is not known. */
static uint64_t learn_length(struct wire_peer *peer,
			     struct wire_connection *connection, uint32_t next)
{
	struct wire_client *client = peer->client;
	struct wire_flow *flow = &peer->bpf.flows[connection->slot];
	uint32_t kept = __atomic_load_n(&flow->head_length, __ATOMIC_ACQUIRE);
	void *bytes = peer->bpf.heads[connection->slot].bytes;
	struct http_head head;
	int err = kept ? http_parse(bytes, kept, &head) : -EAGAIN;

	if (err == -EPROTO)
		wire_client_fail(client, "the server does not speak HTTP/1");
	if (err == -EOPNOTSUPP)
		wire_client_fail(client, "the response has no Content-Length:"
				 " give --response-bytes");
	if (err == -EAGAIN && kept == WIRE_HEAD_BYTES - 1)
		wire_client_fail(client, "the response's head exceeds 1023 "
				 "bytes: give --response-bytes");
	/* A part of the head came after a loss and was not kept. */
	if (err == -EAGAIN && next - connection->response_start > kept)
		return client->response_length;
	if (err)
		return 0;
	flow->head_wanted = 0;
	client->response_length = head.length;
	connection->last = head.last;
	if (head.status < 200 || head.status > 299)
		client->counts.bad_status++;
	return head.length;
}

/* The server closes, or has closed: the flow ends by itself. */
static void leave_to_server(struct wire_peer *peer,
			    struct wire_connection *connection)
{
	peer->client->counts.closed_by_server++;
	peer->far[connection->slot].connection = 0;
	wire_client_lose(peer->client, connection, peer->now_ns);
}

static void complete(struct wire_peer *peer,
		     struct wire_connection *connection)
{
	struct wire_client *client = peer->client;
	uint64_t done_ns = peer->bpf.flows[connection->slot].last_ns;

	client->waiting--;
	client->counts.completed++;
	client->last_done_ns = done_ns;
	client->deadline_ns = peer->now_ns + STALL_NS;
	if (connection->from_ns >= client->measure_ns)
		histogram_add(&client->latency, done_ns - connection->from_ns);
	if (done_ns >= client->measure_ns &&
	    (!client->end_ns || done_ns < client->end_ns)) {
		client->counts.measured++;
		client->counts.measured_bytes += connection->response_length;
	}
	wire_client_list_ready(client, connection);
	if (connection->last)
		leave_to_server(peer, connection);
}

/*
 * Near's FIN takes a sequence number of its own, and the BPF program may be
 * between noting the one and moving the other: then it tells us once more.
 */
static void on_response(struct wire_peer *peer,
			struct wire_connection *connection)
{
	const struct wire_flow *flow = &peer->bpf.flows[connection->slot];
	uint32_t next = __atomic_load_n(&flow->next, __ATOMIC_ACQUIRE);
	uint32_t state = __atomic_load_n(&flow->state, __ATOMIC_ACQUIRE);
	uint64_t passed = next - connection->response_start;
	uint64_t length;

	if (passed && !connection->response_length)
		connection->response_length = learn_length(peer, connection,
							   next);
	length = connection->response_length;
	if (!length || passed < length)
		return;
	if (passed == length || (passed == length + 1 && state & WIRE_FIN)) {
		complete(peer, connection);
	} else if (passed > length + 1) {
		wire_client_lose(peer->client, connection, peer->now_ns);
		wire_far_reset(peer, connection->slot);
	}
}

void wire_client_on_event(struct wire_peer *peer, uint32_t slot)
{
	struct wire_connection *connection = wire_client_connection(peer, slot);
	struct wire_client *client = peer->client;
	uint32_t state = peer->bpf.flows[slot].state;

	if (connection->state == WIRE_CONNECTING) {
		client->connecting--;
		client->counts.connects++;
		wire_client_list_ready(client, connection);
	}
	if (connection->state == WIRE_WAITING)
		on_response(peer, connection);
	if (peer->far[slot].connection && state & WIRE_FIN)
		leave_to_server(peer, connection);
}

void wire_client_on_end(struct wire_peer *peer, uint32_t slot)
{
	struct wire_connection *connection = wire_client_connection(peer, slot);
	struct wire_client *client = peer->client;

	if (connection->state == WIRE_CONNECTING &&
	    client->phase == WIRE_OPENING)
		wire_client_fail(client, "connection refused");
	peer->far[slot].connection = 0;
	wire_client_lose(client, connection, peer->now_ns + REOPEN_NS);
}

static void begin_run(struct wire_client *client)
{
	const struct wire_plan *plan = &client->plan;
	double total = plan->warmup + plan->seconds;

	client->phase = WIRE_RUNNING;
	client->start_ns = wire_clock_ns();
	client->measure_ns = client->start_ns + plan->warmup * 1e9;
	client->end_ns = plan->seconds ? client->start_ns + total * 1e9 : 0;
	client->limit = plan->requests ? plan->requests : UINT64_MAX;
	if (plan->rate && plan->seconds && total * plan->rate < client->limit)
		client->limit = total * plan->rate + 0.5;
}

static void advance_phase(struct wire_peer *peer)
{
	struct wire_client *client = peer->client;
	uint64_t now_ns = peer->now_ns;

	switch (client->phase) {
	case WIRE_OPENING:
		if (client->counts.connects >= client->plan.connections)
			begin_run(client);
		else if (now_ns > client->deadline_ns)
			wire_client_fail(client, "the server does not accept "
					 "connections");
		break;
	case WIRE_RUNNING:
		if (next_due(client, now_ns) == UINT64_MAX ||
		    (client->waiting && now_ns > client->deadline_ns) ||
		    (client->end_ns && now_ns > client->end_ns + DRAIN_NS)) {
			client->phase = WIRE_DRAINING;
			client->deadline_ns = now_ns + DRAIN_NS;
		}
		break;
	case WIRE_DRAINING:
		if (!client->waiting || now_ns > client->deadline_ns)
			client->phase = WIRE_DONE;
		break;
	case WIRE_DONE:
		break;
	}
}

static void dispose(struct wire_client *client)
{
	close(client->fd);
	free(client->plan.request);
	free(client->connections);
	free(client->ready);
	free(client);
}

static void end_run(struct wire_peer *peer)
{
	struct wire_client *client = peer->client;
	FILE *output = fdopen(dup(client->fd), "w");

	client->counts.unfinished = client->waiting;
	if (client->limit != UINT64_MAX)
		client->counts.unfinished += client->limit - client->issued;
	wire_client_leave(peer, !client->failure);
	if (output) {
		wire_report(client, output);
		fprintf(output, "exit %d\n",
			client->failure || !client->counts.completed);
		fclose(output);
	}
	dispose(client);
	peer->client = NULL;
}

void wire_client_poll(struct wire_peer *peer)
{
	struct wire_client *client = peer->client;

	if (client->closed && client->phase != WIRE_DONE)
		wire_client_open(peer);
	if (client->phase == WIRE_RUNNING)
		send_due(peer);
	if (peer->out.filled)
		wire_out_flush(&peer->out);
	advance_phase(peer);
	if (client->phase == WIRE_DONE)
		end_run(peer);
}

static bool caller_has_gone(const struct wire_client *client)
{
	char byte;

	return recv(client->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

/* Retries what was not answered. */
void wire_client_tick(struct wire_peer *peer)
{
	struct wire_client *client = peer->client;
	uint32_t n;

	if (caller_has_gone(client)) {
		wire_client_leave(peer, false);
		dispose(client);
		peer->client = NULL;
		return;
	}
	for (n = 0; n < client->plan.connections; n++) {
		struct wire_connection *connection = &client->connections[n];

		if (connection->state == WIRE_CONNECTING ||
		    connection->state == WIRE_WAITING)
			wire_far_send_again(peer, connection->slot,
					    client->plan.request,
					    client->plan.request_length);
	}
	wire_out_flush(&peer->out);
}

int wire_client_start(struct wire_peer *peer, char **words, FILE *reply, int fd)
{
	struct wire_client *client;
	int err;

	if (peer->real_receiver || peer->client) {
		fprintf(reply, peer->client ? "a client is running already\n" :
			"the client is for a wire without a real receiver\n");
		return 1;
	}
	client = calloc(1, sizeof(*client));
	if (!client)
		return 1;
	err = wire_plan_parse(&client->plan, words, reply);
	client->fd = err ? dup(fd) : fd;
	client->connections = calloc(client->plan.connections,
				     sizeof(*client->connections));
	client->ready = calloc(client->plan.connections,
			       sizeof(*client->ready));
	if (err || !client->connections || !client->ready) {
		dispose(client);
		return err ? err : WIRE_LATER;
	}
	client->closed = client->plan.connections;
	client->deadline_ns = peer->now_ns + OPENING_NS;
	peer->client = client;
	return WIRE_LATER;
}
