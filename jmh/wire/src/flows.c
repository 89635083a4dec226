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
 * The far end of every flow.
 *
 * An event (new bytes, a prompt) puts an acknowledgement into the queue, due
 * after the delay. When it is due it is sent, or with ACKs on hold remembered
 * as the number to send at the release. Near's FIN is answered with a FIN once
 * it is acknowledged; the slot is free when near has acknowledged that one.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "peer.h"

#define RETRY_NS	(200 * WIRE_NS_PER_MS)
#define SILENCE_NS	(10 * WIRE_NS_PER_S)

int wire_flows_init(struct wire_peer *peer)
{
	peer->far = calloc(peer->bpf.slots, sizeof(*peer->far));
	if (!peer->far)
		return -ENOMEM;
	return wire_queue_init(&peer->queue);
}

static void emit_bytes(struct wire_peer *peer, uint32_t slot, uint8_t flags,
		       uint32_t sequence, const void *bytes, size_t length)
{
	struct wire_flow *flow = &peer->bpf.flows[slot];
	struct wire_segment segment = {
		.key = &flow->key,
		.sequence = sequence,
		.acknowledged = peer->far[slot].acked,
		.window = peer->window,
		.mtu = peer->bpf.control->mtu,
		.flags = flags,
		.payload = bytes,
		.length = length,
		.early_start = __atomic_load_n(&flow->early_start,
					       __ATOMIC_RELAXED),
		.early_end = __atomic_load_n(&flow->early_end,
					     __ATOMIC_RELAXED),
	};

	if (peer->bpf.control->stopped)
		return;
	wire_out_add(&peer->out, &segment);
	peer->acks += flags & WIRE_TCP_ACK && !length;
}

static void emit(struct wire_peer *peer, uint32_t slot, uint8_t flags,
		 uint32_t sequence)
{
	emit_bytes(peer, slot, flags | WIRE_TCP_ACK, sequence, NULL, 0);
}

static void send_fin(struct wire_peer *peer, uint32_t slot)
{
	struct wire_far *far = &peer->far[slot];

	emit(peer, slot, WIRE_TCP_FIN, far->sent);
	far->closed = true;
	far->sent++;
	far->sent_ns = peer->now_ns;
}

static void acknowledge(struct wire_peer *peer, uint32_t slot, uint32_t number)
{
	struct wire_flow *flow = &peer->bpf.flows[slot];
	struct wire_far *far = &peer->far[slot];
	uint32_t state = __atomic_load_n(&flow->state, __ATOMIC_ACQUIRE);

	far->acked = number;
	if (!far->closed && state & WIRE_FIN && number == flow->next)
		send_fin(peer, slot);
	else
		emit(peer, slot, 0, far->sent);
}

static void forget(struct wire_peer *peer, uint32_t slot)
{
	if (peer->far[slot].connection)
		wire_client_on_end(peer, slot);
	peer->far[slot].known = false;
	wire_bpf_free_slot(&peer->bpf, slot);
}

static void begin(struct wire_far *far, const struct wire_flow *flow)
{
	memset(far, 0, sizeof(*far));
	far->generation = flow->generation;
	far->acked = flow->near_first;
	far->queued = flow->near_first;
	far->sent = flow->far_first;
	far->prompts = flow->prompts;
	far->known = true;
}

/* Both directions closed, and each has been told so by the other. */
static bool is_over(const struct wire_far *far, const struct wire_flow *flow)
{
	if (flow->state & WIRE_RESET)
		return true;
	return far->closed && flow->near_ack == far->sent &&
	       flow->state & WIRE_FIN && far->acked == flow->next;
}

/* Acknowledges nothing, so neither delay nor hold apply to it. */
static void welcome(struct wire_peer *peer, uint32_t slot)
{
	struct wire_far *far = &peer->far[slot];

	far->welcomed = true;
	far->acked = peer->bpf.flows[slot].near_first;
	far->queued = far->acked;
	emit(peer, slot, 0, far->sent);
}

static void schedule(struct wire_peer *peer, uint32_t slot)
{
	struct wire_flow *flow = &peer->bpf.flows[slot];
	struct wire_far *far = &peer->far[slot];
	uint32_t next = __atomic_load_n(&flow->next, __ATOMIC_ACQUIRE);
	uint32_t prompts = __atomic_load_n(&flow->prompts, __ATOMIC_ACQUIRE);
	struct wire_due due = {
		.due_ns = peer->now_ns + peer->delay_ns,
		.slot = slot,
		.generation = far->generation,
		.acknowledged = next,
	};

	if (next == far->queued && prompts == far->prompts)
		return;
	if (wire_queue_push(&peer->queue, &due))
		return;
	far->queued = next;
	far->prompts = prompts;
}

static void on_event(struct wire_peer *peer, uint32_t slot)
{
	struct wire_flow *flow = &peer->bpf.flows[slot];
	struct wire_far *far = &peer->far[slot];

	if (!flow->state)
		return;
	if (!far->known || far->generation != flow->generation)
		begin(far, flow);
	far->heard_ns = peer->now_ns;
	if (is_over(far, flow)) {
		forget(peer, slot);
		return;
	}
	if (!far->welcomed && flow->near_ack == far->sent)
		welcome(peer, slot);
	if (!far->welcomed)
		return;
	schedule(peer, slot);
	if (far->connection)
		wire_client_on_event(peer, slot);
}

static bool collect(struct wire_peer *peer)
{
	uint32_t word, words = peer->bpf.slots / 64;
	bool any = false;

	for (word = 0; word < words; word++) {
		uint64_t *bits = &peer->bpf.dirty[word];
		uint64_t taken;

		if (!__atomic_load_n(bits, __ATOMIC_RELAXED))
			continue;
		taken = __atomic_exchange_n(bits, 0, __ATOMIC_SEQ_CST);
		for (; taken; taken &= taken - 1)
			on_event(peer, word * 64 + __builtin_ctzll(taken));
		any = true;
	}
	return any;
}

static void serve_due(struct wire_peer *peer, const struct wire_due *due)
{
	struct wire_far *far = &peer->far[due->slot];

	if (!far->known || far->generation != due->generation)
		return;
	if (peer->bpf.control->stopped)
		return;
	if (peer->hold) {
		far->held = true;
		far->held_ack = due->acknowledged;
		return;
	}
	acknowledge(peer, due->slot, due->acknowledged);
}

bool wire_flows_poll(struct wire_peer *peer)
{
	const struct wire_due *due;
	bool any = collect(peer);

	while ((due = wire_queue_peek(&peer->queue)) &&
	       due->due_ns <= peer->now_ns) {
		serve_due(peer, due);
		wire_queue_pop(&peer->queue);
		any = true;
	}
	if (peer->out.filled)
		wire_out_flush(&peer->out);
	return any;
}

bool wire_flows_pending(const struct wire_peer *peer)
{
	uint32_t word;

	if (wire_queue_peek(&peer->queue))
		return true;
	for (word = 0; word < peer->bpf.slots / 64; word++) {
		if (__atomic_load_n(&peer->bpf.dirty[word], __ATOMIC_RELAXED))
			return true;
	}
	return false;
}

/*
 * A probe with an old sequence number: a live socket answers it with an ACK,
 * a vanished one (timed out while we were silent) with an RST.
 */
static void probe(struct wire_peer *peer, uint32_t slot)
{
	struct wire_far *far = &peer->far[slot];

	far->heard_ns = peer->now_ns;
	emit(peer, slot, 0, far->sent - 1);
}

static void look_after(struct wire_peer *peer, uint32_t slot)
{
	const struct wire_flow *flow = &peer->bpf.flows[slot];
	struct wire_far *far = &peer->far[slot];

	if (is_over(far, flow)) {
		forget(peer, slot);
	} else if (far->closed && flow->near_ack != far->sent &&
		   peer->now_ns - far->sent_ns > RETRY_NS) {
		far->sent_ns = peer->now_ns;
		emit(peer, slot, WIRE_TCP_FIN, far->sent - 1);
	} else if (far->welcomed && peer->now_ns - far->heard_ns > SILENCE_NS) {
		probe(peer, slot);
	}
}

void wire_flows_tick(struct wire_peer *peer)
{
	uint32_t slot;

	if (peer->hold || peer->bpf.control->stopped)
		return;
	for (slot = 0; slot < peer->bpf.slots; slot++) {
		if (peer->far[slot].known)
			look_after(peer, slot);
	}
	wire_out_flush(&peer->out);
}

void wire_flows_release(struct wire_peer *peer)
{
	uint32_t slot;

	peer->hold = false;
	for (slot = 0; slot < peer->bpf.slots; slot++) {
		struct wire_far *far = &peer->far[slot];

		if (!far->known || !far->held)
			continue;
		far->held = false;
		acknowledge(peer, slot, far->held_ack);
	}
	wire_out_flush(&peer->out);
}

void wire_flows_set_window(struct wire_peer *peer, uint32_t window)
{
	uint32_t slot;

	peer->window = window;
	peer->bpf.control->syn_window = window < 65535 ? window : 65535;
	for (slot = 0; slot < peer->bpf.slots; slot++) {
		if (peer->far[slot].known && peer->far[slot].welcomed)
			emit(peer, slot, 0, peer->far[slot].sent);
	}
	wire_out_flush(&peer->out);
}

uint32_t wire_flows_open(const struct wire_peer *peer)
{
	uint32_t slot, open = 0;

	for (slot = 0; slot < peer->bpf.slots; slot++)
		open += peer->bpf.flows[slot].state != 0;
	return open;
}

int wire_far_connect(struct wire_peer *peer, const struct wire_key *key,
		     uint32_t connection)
{
	uint32_t first = (uint32_t)wire_clock_ns() * 2654435761u;
	int slot = wire_bpf_take_slot(&peer->bpf, key, first);

	if (slot < 0)
		return slot;
	begin(&peer->far[slot], &peer->bpf.flows[slot]);
	peer->far[slot].connection = connection;
	peer->far[slot].heard_ns = peer->now_ns;
	peer->far[slot].sent_ns = peer->now_ns;
	emit_bytes(peer, slot, WIRE_TCP_SYN, first - 1, NULL, 0);
	return slot;
}

static void emit_parts(struct wire_peer *peer, uint32_t slot, uint32_t sequence,
		       const char *bytes, size_t length)
{
	while (length) {
		size_t part = length < WIRE_OUT_PAYLOAD ? length :
							  WIRE_OUT_PAYLOAD;

		emit_bytes(peer, slot, WIRE_TCP_ACK | WIRE_TCP_PSH, sequence,
			   bytes, part);
		sequence += part;
		bytes += part;
		length -= part;
	}
}

void wire_far_send(struct wire_peer *peer, uint32_t slot, const void *bytes,
		   size_t length)
{
	struct wire_far *far = &peer->far[slot];

	emit_parts(peer, slot, far->sent, bytes, length);
	far->sent += length;
	far->sent_ns = peer->now_ns;
}

/* The SYN, when that was not answered, or the last bytes sent. */
void wire_far_send_again(struct wire_peer *peer, uint32_t slot,
			 const void *bytes, size_t length)
{
	const struct wire_flow *flow = &peer->bpf.flows[slot];
	struct wire_far *far = &peer->far[slot];

	if (peer->now_ns - far->sent_ns < RETRY_NS ||
	    flow->near_ack == far->sent)
		return;
	far->sent_ns = peer->now_ns;
	if (!(flow->state & WIRE_ACCEPTED))
		emit_bytes(peer, slot, WIRE_TCP_SYN, far->sent - 1, NULL, 0);
	else
		emit_parts(peer, slot, far->sent - length, bytes, length);
}

void wire_far_close(struct wire_peer *peer, uint32_t slot)
{
	peer->far[slot].connection = 0;
	if (!peer->far[slot].closed)
		send_fin(peer, slot);
}

void wire_far_reset(struct wire_peer *peer, uint32_t slot)
{
	peer->far[slot].connection = 0;
	emit(peer, slot, WIRE_TCP_RST, peer->far[slot].sent);
	forget(peer, slot);
}
