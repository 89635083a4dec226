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
/* The client's connections: opened, ready for a request, lost, left. */
#include <string.h>

#include "client.h"

#define MOST_HANDSHAKES	64
#define FAR_ADDRESSES	64
#define FIRST_PORT	1024
#define PORTS		60000

/*
 * Addresses and ports go round, from one run to the next as well, so that none
 * is used again within near's TIME_WAIT.
 */
static void next_key(struct wire_peer *peer, struct wire_key *key)
{
	static const uint8_t v6_prefix[16] = { 0xfd, 0x09 };
	uint64_t n = peer->far_ends_used++;

	*key = peer->client->plan.near;
	memcpy(key->far_addr, key->near_addr[0] ? v6_prefix : key->near_addr,
	       sizeof(key->far_addr));
	key->far_addr[15] = 2 + n % FAR_ADDRESSES;
	key->far_port = __builtin_bswap16(FIRST_PORT +
					  n / FAR_ADDRESSES % PORTS);
}

struct wire_connection *wire_client_connection(struct wire_peer *peer,
					     uint32_t slot)
{
	return &peer->client->connections[peer->far[slot].connection - 1];
}

void wire_client_list_ready(struct wire_client *client,
		       struct wire_connection *connection)
{
	uint32_t n = connection - client->connections;
	uint32_t total = client->plan.connections;

	connection->state = WIRE_IDLE;
	if (connection->listed)
		return;
	connection->listed = true;
	client->ready[(client->ready_head + client->ready_count++) % total] = n;
}

/* One that was closed meanwhile is still in the ring, and skipped here. */
struct wire_connection *wire_client_take_ready(struct wire_client *client)
{
	while (client->ready_count) {
		uint32_t n = client->ready[client->ready_head];
		struct wire_connection *connection = &client->connections[n];

		client->ready_head = (client->ready_head + 1) %
				     client->plan.connections;
		client->ready_count--;
		connection->listed = false;
		if (connection->state == WIRE_IDLE)
			return connection;
	}
	return NULL;
}

void wire_client_fail(struct wire_client *client, const char *why)
{
	if (!client->failure)
		client->failure = why;
	client->phase = WIRE_DONE;
}

void wire_client_lose(struct wire_client *client,
		 struct wire_connection *connection, uint64_t now_ns)
{
	if (connection->state == WIRE_WAITING) {
		client->waiting--;
		client->counts.broken++;
	} else if (connection->state == WIRE_CONNECTING) {
		client->connecting--;
	}
	connection->state = WIRE_CLOSED;
	connection->retry_ns = now_ns;
	client->closed++;
}

static void open_one(struct wire_peer *peer, struct wire_connection *connection)
{
	struct wire_client *client = peer->client;
	uint32_t n = connection - client->connections;
	struct wire_key key;
	int slot;

	next_key(peer, &key);
	slot = wire_far_connect(peer, &key, n + 1);
	if (slot < 0) {
		wire_client_fail(client, "no free flow: raise wire up --flows");
		return;
	}
	connection->slot = slot;
	connection->state = WIRE_CONNECTING;
	client->connecting++;
	client->closed--;
}

void wire_client_open(struct wire_peer *peer)
{
	struct wire_client *client = peer->client;
	uint32_t left = client->plan.connections;

	for (; left && client->closed && client->phase != WIRE_DONE &&
	     client->connecting < MOST_HANDSHAKES; left--) {
		struct wire_connection *connection =
			&client->connections[client->cursor];

		client->cursor = (client->cursor + 1) %
				 client->plan.connections;
		if (connection->state == WIRE_CLOSED &&
		    connection->retry_ns <= peer->now_ns)
			open_one(peer, connection);
	}
}

void wire_client_leave(struct wire_peer *peer, bool politely)
{
	struct wire_client *client = peer->client;
	uint32_t n;

	for (n = 0; n < client->plan.connections; n++) {
		struct wire_connection *connection = &client->connections[n];

		if (connection->state == WIRE_IDLE && politely)
			wire_far_close(peer, connection->slot);
		else if (connection->state != WIRE_CLOSED)
			wire_far_reset(peer, connection->slot);
	}
	wire_out_flush(&peer->out);
}
