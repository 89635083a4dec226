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
 * The far end of the wire, at the egress hook of w0.
 *
 * A SYN is turned into its SYN-ACK and sent back up; payload is noted and
 * stolen, so that it is never delivered locally, which is where the kernel
 * would copy zero-copy data. TC_ACT_STOLEN, because TC_ACT_SHOT tells TCP that
 * the packet was lost.
 *
 * Packets are read and written by helpers only. A direct store would make the
 * verifier emit an unclone of every packet, and trimming would linearise it:
 * both copy the payload.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/pkt_cls.h>
#include <linux/tcp.h>
#include <stddef.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#include "segment.h"
#include "wire.h"

/* Sizes below are the smallest; the loader sets the real ones. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct wire_flow);
} flows SEC(".maps");

/* Twice the size, so that the verifier sees any masked range fit. */
struct head {
	__u8 bytes[WIRE_HEAD_BYTES * 2];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct head);
} heads SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} dirty SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct wire_control);
} control SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1);
	__type(key, struct wire_key);
	__type(value, __u32);
} slots SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_QUEUE);
	__uint(max_entries, 1);
	__type(value, __u32);
} free_slots SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} bell SEC(".maps");

static __always_inline struct wire_control *the_control(void)
{
	__u32 zero = 0;

	return bpf_map_lookup_elem(&control, &zero);
}

/*
 * The fetching form is a full barrier on every architecture: the slot is
 * written before the bit shows, and the bit shows before peer_sleeps is read.
 */
static __always_inline void tell_peer(struct wire_control *c, __u32 slot)
{
	__u32 word = slot >> 6;
	__u64 *bits = bpf_map_lookup_elem(&dirty, &word);
	__u64 bit = 1ull << (slot & 63);
	__u64 ring = 0;

	if (!bits)
		return;
	if (__sync_fetch_and_or(bits, bit) & bit)
		return;
	if (*(volatile __u32 *)&c->peer_sleeps)
		bpf_ringbuf_output(&bell, &ring, sizeof(ring),
				   BPF_RB_FORCE_WAKEUP);
}

static __always_inline struct wire_flow *find(struct segment *s, __u32 *slot)
{
	__u32 *found = bpf_map_lookup_elem(&slots, &s->key);

	if (!found)
		return NULL;
	*slot = *found;
	return bpf_map_lookup_elem(&flows, slot);
}

/* A second SYN for the same addresses starts the slot afresh. */
static __always_inline struct wire_flow *open_flow(struct segment *s)
{
	struct wire_flow *flow;
	__u32 slot;

	flow = find(s, &slot);
	if (!flow) {
		if (bpf_map_pop_elem(&free_slots, &slot))
			return NULL;
		flow = bpf_map_lookup_elem(&flows, &slot);
		if (!flow)
			return NULL;
		if (bpf_map_update_elem(&slots, &s->key, &slot, BPF_ANY)) {
			bpf_map_push_elem(&free_slots, &slot, 0);
			return NULL;
		}
	}
	flow->key = s->key;
	flow->near_first = s->sequence + 1;
	flow->next = s->sequence + 1;
	flow->early_start = flow->early_end = flow->next;
	flow->far_first = bpf_get_prandom_u32();
	flow->near_ack = flow->far_first - 1;
	flow->head_wanted = 0;
	flow->head_length = 0;
	flow->generation++;
	flow->state = WIRE_OPEN;
	return flow;
}

static __always_inline void swap_bytes(struct __sk_buff *skb, __u32 a, __u32 b,
				       const __u32 length)
{
	__u8 first[16], second[16];

	if (bpf_skb_load_bytes(skb, a, first, length) ||
	    bpf_skb_load_bytes(skb, b, second, length))
		return;
	bpf_skb_store_bytes(skb, a, second, length, 0);
	bpf_skb_store_bytes(skb, b, first, length, 0);
}

/*
 * MSS, window scale and, where there is room, SACK: near ignores those that it
 * did not offer. The rest becomes a no-op, and an option that the SYN-ACK does
 * not repeat (timestamps) is not in use. Checksums stay as they are, since the
 * stack trusts a packet that it never finished itself.
 */
static __always_inline void answer_options(struct __sk_buff *skb,
					   struct segment *s, __u32 mtu)
{
	__u16 mss = WIRE_MSS(mtu, s->v6);
	__u32 length = s->tcp_length - sizeof(struct tcphdr);
	__u8 options[40];

	__builtin_memset(options, 1, sizeof(options));
	options[0] = 2;
	options[1] = 4;
	options[2] = mss >> 8;
	options[3] = mss & 0xff;
	if (length >= 8) {
		options[5] = 3;
		options[6] = 3;
		options[7] = WIRE_WINDOW_SHIFT;
	}
	if (length >= 12) {
		options[8] = 4;
		options[9] = 2;
	}
	if (length >= 4 && length <= sizeof(options))
		bpf_skb_store_bytes(skb, s->tcp_offset + sizeof(struct tcphdr),
				    options, length, 0);
}

static __always_inline int on_syn(struct __sk_buff *skb, struct segment *s,
				  struct wire_control *c)
{
	struct wire_flow *flow = open_flow(s);
	__be16 window = bpf_htons(c->syn_window);
	__u8 flags = TCP_SYN | TCP_ACK;
	__be32 numbers[2];

	if (!flow) {
		__sync_fetch_and_add(&c->no_slot, 1);
		return TC_ACT_STOLEN;
	}
	__sync_fetch_and_add(&c->handshakes, 1);
	numbers[0] = bpf_htonl(flow->far_first - 1);
	numbers[1] = bpf_htonl(flow->near_first);
	swap_bytes(skb, 0, ETH_ALEN, ETH_ALEN);
	if (s->v6)
		swap_bytes(skb, ETH_HLEN + 8, ETH_HLEN + 24, 16);
	else
		swap_bytes(skb, ETH_HLEN + 12, ETH_HLEN + 16, 4);
	swap_bytes(skb, s->tcp_offset, s->tcp_offset + 2, 2);
	bpf_skb_store_bytes(skb, s->tcp_offset + 4, numbers, 8, 0);
	bpf_skb_store_bytes(skb, s->tcp_offset + 13, &flags, 1, 0);
	bpf_skb_store_bytes(skb, s->tcp_offset + 14, &window, 2, 0);
	answer_options(skb, s, c->mtu);
	return bpf_redirect(skb->ifindex, BPF_F_INGRESS);
}

static __always_inline int after(__u32 a, __u32 b)
{
	return (__s32)(a - b) > 0;
}

/* A second gap, or a FIN beyond one, has to come again: that is rare. */
static __always_inline void keep_early(struct wire_flow *flow,
				       struct segment *s, __u32 end)
{
	flow->gaps++;
	if (s->flags & TCP_FIN)
		return;
	if (flow->early_start == flow->early_end) {
		flow->early_start = s->sequence;
		flow->early_end = end;
	} else if (!after(s->sequence, flow->early_end) &&
		   after(end, flow->early_end) &&
		   !after(flow->early_start, s->sequence)) {
		flow->early_end = end;
	}
}

static __always_inline void advance(struct wire_flow *flow, struct segment *s,
				    __u32 end)
{
	if (flow->early_start != flow->early_end &&
	    !after(flow->early_start, end)) {
		if (after(flow->early_end, end))
			end = flow->early_end;
		flow->early_start = flow->early_end;
	}
	flow->bytes += end - flow->next;
	if (s->flags & TCP_FIN) {
		flow->bytes--;
		flow->state |= WIRE_FIN;
	}
	if (s->payload)
		flow->last_ns = bpf_ktime_get_ns();
	flow->next = end;
}

/* Reads from wherever the bytes lie; the packet stays as it is. */
static __always_inline void keep_head(struct __sk_buff *skb, struct segment *s,
				      struct wire_flow *flow, __u32 slot)
{
	__u32 kept = flow->head_length;
	__u32 skip = flow->head_start + kept - s->sequence;
	__u32 want = flow->head_wanted - kept;
	struct head *head;

	if (kept >= flow->head_wanted || kept >= WIRE_HEAD_BYTES ||
	    skip >= s->payload)
		return;
	head = bpf_map_lookup_elem(&heads, &slot);
	if (!head)
		return;
	if (want > s->payload - skip)
		want = s->payload - skip;
	kept &= WIRE_HEAD_BYTES - 1;
	want &= WIRE_HEAD_BYTES - 1;
	barrier_var(want);
	if (want == 0 || want >= WIRE_HEAD_BYTES)
		return;
	if (!bpf_skb_load_bytes(skb, s->tcp_offset + s->tcp_length + skip,
				head->bytes + kept, want))
		flow->head_length += want;
}

static __always_inline int on_payload(struct __sk_buff *skb, struct segment *s,
				      __u32 end, struct wire_control *c,
				      struct wire_flow *flow, __u32 slot)
{
	if (c->loss && bpf_get_prandom_u32() < c->loss) {
		flow->lost++;
		return 0;
	}
	flow->packets++;
	if (after(s->sequence, flow->next)) {
		keep_early(flow, s, end);
	} else if (after(end, flow->next)) {
		if (flow->head_length < flow->head_wanted)
			keep_head(skb, s, flow, slot);
		advance(flow, s, end);
		return 1;
	} else {
		flow->repeats++;
	}
	flow->prompts++;
	return 1;
}

/* Near answers the peer's SYN; a second time if it missed our ACK. */
static __always_inline int on_syn_ack(struct segment *s, struct wire_flow *flow)
{
	if (flow->state & WIRE_ACCEPTED) {
		flow->prompts++;
		return 1;
	}
	flow->near_first = s->sequence + 1;
	flow->next = s->sequence + 1;
	flow->early_start = flow->early_end = flow->next;
	flow->near_ack = s->acknowledged;
	flow->state |= WIRE_ACCEPTED;
	return 1;
}

static __always_inline int on_plain(struct __sk_buff *skb, struct segment *s,
				    struct wire_control *c,
				    struct wire_flow *flow, __u32 slot)
{
	__u32 end = s->sequence + s->payload + (s->flags & TCP_FIN ? 1 : 0);
	int tell = 0;

	if (end != s->sequence) {
		tell = on_payload(skb, s, end, c, flow, slot);
	} else if (s->sequence != flow->next) {
		/* Keepalives and window probes carry an old number. */
		flow->prompts++;
		tell = 1;
	}
	if (s->flags & TCP_ACK && after(s->acknowledged, flow->near_ack)) {
		flow->near_ack = s->acknowledged;
		tell = 1;
	}
	return tell;
}

static __always_inline int on_segment(struct __sk_buff *skb, struct segment *s,
				      struct wire_control *c)
{
	struct wire_flow *flow;
	__u32 slot;
	int tell;

	flow = find(s, &slot);
	if (!flow) {
		__sync_fetch_and_add(&c->strays, 1);
		return TC_ACT_STOLEN;
	}
	if (s->flags & TCP_RST) {
		flow->state |= WIRE_RESET;
		tell = 1;
	} else if (s->flags & TCP_SYN) {
		tell = on_syn_ack(s, flow);
	} else {
		tell = on_plain(skb, s, c, flow, slot);
	}
	if (tell)
		tell_peer(c, slot);
	/* Its pages stay pinned until they have passed the link's queue. */
	if (s->payload && c->link)
		return bpf_redirect(c->link, 0);
	return TC_ACT_STOLEN;
}

SEC("tc")
int wire_egress(struct __sk_buff *skb)
{
	struct wire_control *c = the_control();
	struct segment s = {};

	if (!c)
		return TC_ACT_SHOT;
	if (parse(skb, &s)) {
		__sync_fetch_and_add(&c->others, 1);
		return TC_ACT_STOLEN;
	}
	if (c->stopped)
		return TC_ACT_STOLEN;
	if ((s.flags & (TCP_SYN | TCP_ACK)) == TCP_SYN)
		return on_syn(skb, &s, c);
	return on_segment(skb, &s, c);
}

char _license[] SEC("license") = "Apache-2.0";
