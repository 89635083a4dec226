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
 * What the BPF programs and the peer process share.
 *
 * "Near" is the real socket in the namespace, "far" the end that the peer
 * plays. Each connection owns one slot of the flow table for its life. The
 * BPF program writes the slots as packets pass; the peer only reads them, and
 * sets state to 0 before it gives a slot back.
 */
#ifndef WIRE_H
#define WIRE_H

#include <linux/types.h>

#define WIRE_WINDOW_SHIFT	10
#define WIRE_WINDOW_MAX		(65535u << WIRE_WINDOW_SHIFT)
#define WIRE_MSS(mtu, v6)	((mtu) - ((v6) ? 60 : 40))
#define WIRE_HEAD_BYTES		1024	/* a power of two */

enum wire_state {
	WIRE_OPEN	= 1,
	WIRE_FIN	= 2,	/* near has closed its direction */
	WIRE_RESET	= 4,	/* near has no such connection any more */
	WIRE_ACCEPTED	= 8,	/* near answered the peer's SYN */
};

/* IPv4 addresses are kept mapped (::ffff:a.b.c.d). */
struct wire_key {
	__u8 near_addr[16];
	__u8 far_addr[16];
	__be16 near_port;
	__be16 far_port;
};

struct wire_flow {
	struct wire_key key;
	__u32 state;
	__u32 generation;	/* one more for each connection in this slot */
	__u32 near_first;	/* sequence number of near's first byte */
	__u32 far_first;	/* the same for the peer's direction */
	__u32 next;		/* near's bytes before this one have passed */
	__u32 near_ack;		/* what near has acknowledged to the peer */
	__u32 early_start;	/* beyond a gap, one range: equal when none */
	__u32 early_end;
	__u32 prompts;		/* segments that want an ACK, new data or not */
	/* The first bytes of a response are kept for the peer to read. */
	__u32 head_start;	/* sequence number */
	__u32 head_wanted;	/* bytes */
	__u32 head_length;	/* bytes kept so far */
	__u64 last_ns;		/* when new payload passed, CLOCK_MONOTONIC */
	/* Counters never restart: their sum over all slots is the total. */
	__u64 packets;
	__u64 bytes;
	__u64 repeats;		/* data segments that passed before */
	__u32 gaps;		/* data segments after a lost one */
	__u64 lost;		/* data segments dropped on purpose */
} __attribute__((aligned(64)));

/* One element; the peer writes the first part, BPF the counters. */
struct wire_control {
	__u32 stopped;		/* every packet vanishes, SYNs included */
	__u32 peer_sleeps;	/* ring its bell when something happens */
	__u32 loss;		/* data packets dropped, of 2^32 */
	__u32 syn_window;	/* window of a SYN-ACK, not scaled */
	__u32 mtu;		/* gives the MSS that the far end offers */
	__u32 link;		/* ifindex of what payload passes, or 0 */
	__u64 handshakes;
	__u64 no_slot;		/* SYNs ignored because the table is full */
	__u64 strays;		/* segments of no known connection */
	__u64 others;		/* anything but TCP */
	__u64 passed;		/* data packets, for the lossy path */
	__u64 lost;
};

#endif
