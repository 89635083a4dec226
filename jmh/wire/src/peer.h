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
/* The peer process: its parts and what they share. */
#ifndef PEER_H
#define PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include "wire.h"

#define WIRE_NS_PER_US	1000ull
#define WIRE_NS_PER_MS	1000000ull
#define WIRE_NS_PER_S	1000000000ull
#define WIRE_SKIPPED	77

struct bpf_object;
struct wire_client;

/* load.c: the BPF program, its maps, its place at w0. */
struct wire_head {
	uint8_t bytes[WIRE_HEAD_BYTES * 2];
};

struct wire_bpf {
	struct bpf_object *object;
	struct wire_flow *flows;
	struct wire_head *heads;
	uint64_t *dirty;
	struct wire_control *control;
	void *bell;
	int slots_fd;
	int free_fd;
	int bell_fd;
	uint32_t program_id;
	uint32_t slots;
};

int wire_bpf_load(struct wire_bpf *bpf, const char *file, uint32_t slots);
int wire_bpf_attach(struct wire_bpf *bpf, const char *device);
void wire_bpf_silence_bell(struct wire_bpf *bpf);
int wire_bpf_take_slot(struct wire_bpf *bpf, const struct wire_key *key,
		       uint32_t far_first);
void wire_bpf_free_slot(struct wire_bpf *bpf, uint32_t slot);

/* packet.c: segments from the far end, injected at w1. */
#define WIRE_OUT_BATCH	64
#define WIRE_OUT_BYTES	1600
#define WIRE_OUT_PAYLOAD	1400

#define WIRE_TCP_FIN	0x01
#define WIRE_TCP_SYN	0x02
#define WIRE_TCP_RST	0x04
#define WIRE_TCP_PSH	0x08
#define WIRE_TCP_ACK	0x10

struct wire_segment {
	const struct wire_key *key;
	uint32_t sequence;
	uint32_t acknowledged;
	uint32_t window;	/* in bytes */
	uint32_t mtu;
	uint32_t early_start;	/* told as a SACK block unless empty */
	uint32_t early_end;
	uint8_t flags;
	const void *payload;
	size_t length;
};

struct wire_out {
	int fd;
	uint8_t near_mac[6];
	uint8_t far_mac[6];
	unsigned int filled;
	uint64_t sent;
	uint64_t failed;
	size_t lengths[WIRE_OUT_BATCH];
	uint8_t bytes[WIRE_OUT_BATCH][WIRE_OUT_BYTES];
};

int wire_out_open(struct wire_out *out, const char *near, const char *far);
void wire_out_add(struct wire_out *out, const struct wire_segment *segment);
void wire_out_flush(struct wire_out *out);

/* queue.c: acknowledgements that wait for their time, oldest first. */
struct wire_due {
	uint64_t due_ns;
	uint32_t slot;
	uint32_t generation;
	uint32_t acknowledged;
};

struct wire_queue {
	struct wire_due *items;
	size_t capacity;	/* a power of two */
	size_t head;
	size_t tail;
};

int wire_queue_init(struct wire_queue *queue);
int wire_queue_push(struct wire_queue *queue, const struct wire_due *due);
const struct wire_due *wire_queue_peek(const struct wire_queue *queue);
void wire_queue_pop(struct wire_queue *queue);

/* The peer's own side of a flow; one per slot. */
struct wire_far {
	uint32_t generation;
	uint32_t acked;		/* told to near */
	uint32_t queued;	/* newest number in the queue */
	uint32_t held_ack;
	uint32_t prompts;	/* answered so far */
	uint32_t sent;		/* our next sequence number */
	uint64_t sent_ns;
	uint64_t heard_ns;
	uint32_t connection;	/* the client's number for it plus 1, or 0 */
	bool known;
	bool welcomed;		/* near has our scaled window */
	bool held;
	bool closed;		/* our FIN is out */
};

struct wire_peer {
	struct wire_bpf bpf;
	struct wire_out out;
	struct wire_queue queue;
	struct wire_far *far;
	uint64_t now_ns;
	uint64_t delay_ns;
	uint64_t poll_ns;
	uint32_t window;
	bool hold;
	bool real_receiver;	/* the lossy path: nothing to acknowledge */
	uint64_t acks;
	int control_fd;
	int epoll_fd;
	struct wire_client *client;	/* while the peer plays one */
	uint64_t far_ends_used;		/* by clients since the start */
};

/* flows.c: what the far end of each flow does. */
int wire_flows_init(struct wire_peer *peer);
bool wire_flows_poll(struct wire_peer *peer);
bool wire_flows_pending(const struct wire_peer *peer);
void wire_flows_tick(struct wire_peer *peer);
void wire_flows_release(struct wire_peer *peer);
void wire_flows_set_window(struct wire_peer *peer, uint32_t window);
uint32_t wire_flows_open(const struct wire_peer *peer);

/* The same for a flow that the far end opens: the slot, or -errno. */
int wire_far_connect(struct wire_peer *peer, const struct wire_key *key,
		     uint32_t connection);
void wire_far_send(struct wire_peer *peer, uint32_t slot, const void *bytes,
		   size_t length);
void wire_far_send_again(struct wire_peer *peer, uint32_t slot,
			 const void *bytes, size_t length);
void wire_far_close(struct wire_peer *peer, uint32_t slot);
void wire_far_reset(struct wire_peer *peer, uint32_t slot);

/* control.c: commands over a UNIX socket. */
int wire_control_listen(struct wire_peer *peer, const char *path);
void wire_control_serve(struct wire_peer *peer);

/*
 * commands.c: what a command does. WIRE_LATER when the answer comes later, over
 * the given descriptor, which then belongs to whoever answers.
 */
#define WIRE_LATER	(-1)

int wire_command(struct wire_peer *peer, char *line, FILE *reply, int fd);

/* client.c: the peer plays client. */
int wire_client_start(struct wire_peer *peer, char **words, FILE *reply,
		      int fd);
void wire_client_poll(struct wire_peer *peer);
void wire_client_tick(struct wire_peer *peer);
void wire_client_on_event(struct wire_peer *peer, uint32_t slot);
void wire_client_on_end(struct wire_peer *peer, uint32_t slot);

static inline bool wire_after(uint32_t a, uint32_t b)
{
	return (int32_t)(a - b) > 0;
}

static inline uint64_t wire_clock_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * WIRE_NS_PER_S + ts.tv_nsec;
}

#endif
