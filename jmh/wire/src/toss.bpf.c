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
 * Loss on the way to a real receiver: a coin toss at the egress hook of w0.
 *
 * It drops here, before the receiver's side would copy the packet's pages
 * (skb_orphan_frags_rx), and with TC_ACT_STOLEN, so that the sender learns of
 * the loss only from the missing ACK and reads the pages again.
 */
#include <linux/bpf.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_helpers.h>

#include "segment.h"
#include "wire.h"

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct wire_control);
} control SEC(".maps");

SEC("tc")
int wire_toss(struct __sk_buff *skb)
{
	struct wire_control *c;
	struct segment s = {};
	__u32 zero = 0;

	c = bpf_map_lookup_elem(&control, &zero);
	if (!c || parse(skb, &s) || !s.payload)
		return TC_ACT_OK;
	if (c->loss && bpf_get_prandom_u32() < c->loss) {
		__sync_fetch_and_add(&c->lost, 1);
		return TC_ACT_STOLEN;
	}
	__sync_fetch_and_add(&c->passed, 1);
	return TC_ACT_OK;
}

char _license[] SEC("license") = "Apache-2.0";
