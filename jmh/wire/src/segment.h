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
/* A TCP segment at a tc hook, for the BPF programs. Reads headers only. */
#ifndef SEGMENT_H
#define SEGMENT_H

#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/tcp.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#include "wire.h"

#define TCP_FIN	0x01
#define TCP_SYN	0x02
#define TCP_RST	0x04
#define TCP_ACK	0x10

struct segment {
	struct wire_key key;
	__u32 sequence;
	__u32 acknowledged;
	__u32 payload;
	__u32 ip_offset;
	__u32 tcp_offset;
	__u32 tcp_length;
	__u8 flags;
	__u8 v6;
};

static __always_inline int parse_v4(struct __sk_buff *skb, struct segment *s)
{
	struct iphdr ip;

	if (bpf_skb_load_bytes(skb, ETH_HLEN, &ip, sizeof(ip)) < 0)
		return -1;
	if (ip.protocol != IPPROTO_TCP || ip.ihl != 5)
		return -1;
	s->key.near_addr[10] = s->key.near_addr[11] = 0xff;
	s->key.far_addr[10] = s->key.far_addr[11] = 0xff;
	__builtin_memcpy(s->key.near_addr + 12, &ip.saddr, 4);
	__builtin_memcpy(s->key.far_addr + 12, &ip.daddr, 4);
	s->tcp_offset = ETH_HLEN + sizeof(ip);
	return 0;
}

static __always_inline int parse_v6(struct __sk_buff *skb, struct segment *s)
{
	struct ipv6hdr ip;

	if (bpf_skb_load_bytes(skb, ETH_HLEN, &ip, sizeof(ip)) < 0)
		return -1;
	if (ip.nexthdr != IPPROTO_TCP)
		return -1;
	__builtin_memcpy(s->key.near_addr, &ip.saddr, 16);
	__builtin_memcpy(s->key.far_addr, &ip.daddr, 16);
	s->tcp_offset = ETH_HLEN + sizeof(ip);
	s->v6 = 1;
	return 0;
}

/* 0, or -1 for anything but TCP without IP options. */
static __always_inline int parse(struct __sk_buff *skb, struct segment *s)
{
	struct tcphdr tcp;
	int err = -1;

	if (skb->protocol == bpf_htons(ETH_P_IP))
		err = parse_v4(skb, s);
	else if (skb->protocol == bpf_htons(ETH_P_IPV6))
		err = parse_v6(skb, s);
	if (err || bpf_skb_load_bytes(skb, s->tcp_offset, &tcp, sizeof(tcp)))
		return -1;
	s->key.near_port = tcp.source;
	s->key.far_port = tcp.dest;
	s->sequence = bpf_ntohl(tcp.seq);
	s->acknowledged = bpf_ntohl(tcp.ack_seq);
	s->tcp_length = tcp.doff * 4;
	/* Not the IP header's length: that is 0 in a packet beyond 64 KiB. */
	s->payload = skb->len - s->tcp_offset - s->tcp_length;
	s->flags = (tcp.fin ? TCP_FIN : 0) | (tcp.syn ? TCP_SYN : 0) |
		   (tcp.rst ? TCP_RST : 0) | (tcp.ack ? TCP_ACK : 0);
	return 0;
}

#endif
