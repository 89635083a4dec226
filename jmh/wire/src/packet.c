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
#include <arpa/inet.h>
#include <errno.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <linux/if_packet.h>
#include <netinet/ip.h>
#include <netinet/ip6.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "peer.h"

#define TCP_BYTES	20
#define SACK_BYTES	12
#define SYN_BYTES	12

static int mac_of(int fd, const char *device, uint8_t *mac)
{
	struct ifreq request = {};

	strncpy(request.ifr_name, device, IFNAMSIZ - 1);
	if (ioctl(fd, SIOCGIFHWADDR, &request) < 0)
		return -errno;
	memcpy(mac, request.ifr_hwaddr.sa_data, 6);
	return 0;
}

/* Protocol 0: the socket sends only. One that receives would force copies. */
int wire_out_open(struct wire_out *out, const char *near, const char *far)
{
	struct sockaddr_ll address = { .sll_family = AF_PACKET };
	int err, one = 1;

	memset(out, 0, sizeof(*out));
	out->fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
	if (out->fd < 0)
		return -errno;
	address.sll_ifindex = if_nametoindex(far);
	err = mac_of(out->fd, near, out->near_mac);
	if (!err)
		err = mac_of(out->fd, far, out->far_mac);
	if (!err && bind(out->fd, (void *)&address, sizeof(address)) < 0)
		err = -errno;
	if (err) {
		close(out->fd);
		return err;
	}
	/* Only a saving: without it packets pass an empty queue. */
	setsockopt(out->fd, SOL_PACKET, PACKET_QDISC_BYPASS, &one,
		   sizeof(one));
	return 0;
}

static uint32_t sum16(uint32_t sum, const void *data, size_t length)
{
	const uint8_t *bytes = data;

	for (; length > 1; bytes += 2, length -= 2)
		sum += bytes[0] << 8 | bytes[1];
	if (length)
		sum += bytes[0] << 8;
	return sum;
}

static uint16_t fold(uint32_t sum)
{
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return htons(~sum);
}

static size_t put_v4(uint8_t *at, const struct wire_key *key, size_t tcp_length)
{
	struct iphdr ip = {
		.version = 4,
		.ihl = 5,
		.tot_len = htons(sizeof(ip) + tcp_length),
		.frag_off = htons(IP_DF),
		.ttl = 64,
		.protocol = IPPROTO_TCP,
	};

	memcpy(&ip.saddr, key->far_addr + 12, 4);
	memcpy(&ip.daddr, key->near_addr + 12, 4);
	ip.check = fold(sum16(0, &ip, sizeof(ip)));
	memcpy(at, &ip, sizeof(ip));
	return sizeof(ip);
}

static size_t put_v6(uint8_t *at, const struct wire_key *key, size_t tcp_length)
{
	struct ip6_hdr ip = {
		.ip6_flow = htonl(6u << 28),
		.ip6_plen = htons(tcp_length),
		.ip6_nxt = IPPROTO_TCP,
		.ip6_hops = 64,
	};

	memcpy(&ip.ip6_src, key->far_addr, 16);
	memcpy(&ip.ip6_dst, key->near_addr, 16);
	memcpy(at, &ip, sizeof(ip));
	return sizeof(ip);
}

/* Caught in the middle of an update the range looks empty or reversed. */
static size_t options_of(const struct wire_segment *segment)
{
	if (segment->flags & WIRE_TCP_SYN)
		return SYN_BYTES;
	return wire_after(segment->early_end, segment->early_start) ?
	       SACK_BYTES : 0;
}

/* The same offer as the BPF program's SYN-ACK. */
static void put_syn_options(uint8_t *at, uint16_t mss)
{
	const uint8_t options[SYN_BYTES] = {
		TCPOPT_MAXSEG, 4, mss >> 8, mss & 0xff,
		TCPOPT_NOP, TCPOPT_WINDOW, 3, WIRE_WINDOW_SHIFT,
		TCPOPT_SACK_PERMITTED, 2, TCPOPT_NOP, TCPOPT_NOP,
	};

	memcpy(at, options, sizeof(options));
}

/* A SYN's window is not scaled. */
static uint16_t window_of(const struct wire_segment *segment)
{
	if (segment->flags & WIRE_TCP_SYN)
		return segment->window < 65535 ? segment->window : 65535;
	return segment->window >> WIRE_WINDOW_SHIFT;
}

static void put_sack(uint8_t *at, const struct wire_segment *segment)
{
	uint32_t start = htonl(segment->early_start);
	uint32_t end = htonl(segment->early_end);

	memset(at, TCPOPT_NOP, 2);
	at[2] = TCPOPT_SACK;
	at[3] = 10;
	memcpy(at + 4, &start, 4);
	memcpy(at + 8, &end, 4);
}

static void put_tcp(uint8_t *at, const struct wire_segment *segment, bool v6)
{
	const struct wire_key *key = segment->key;
	size_t options = options_of(segment);
	size_t length = TCP_BYTES + options + segment->length;
	size_t skip = v6 ? 0 : 12;
	struct tcphdr tcp = {
		.source = key->far_port,
		.dest = key->near_port,
		.seq = htonl(segment->sequence),
		.ack_seq = htonl(segment->acknowledged),
		.doff = (TCP_BYTES + options) / 4,
		.window = htons(window_of(segment)),
	};
	uint32_t sum = IPPROTO_TCP + length;
	uint16_t check;

	((uint8_t *)&tcp)[13] = segment->flags;
	memcpy(at, &tcp, sizeof(tcp));
	if (segment->flags & WIRE_TCP_SYN)
		put_syn_options(at + TCP_BYTES, WIRE_MSS(segment->mtu, v6));
	else if (options)
		put_sack(at + TCP_BYTES, segment);
	if (segment->length)
		memcpy(at + TCP_BYTES + options, segment->payload,
		       segment->length);
	sum = sum16(sum, key->near_addr + skip, 16 - skip);
	sum = sum16(sum, key->far_addr + skip, 16 - skip);
	check = fold(sum16(sum, at, length));
	memcpy(at + offsetof(struct tcphdr, check), &check, sizeof(check));
}

static bool is_v4(const struct wire_key *key)
{
	static const uint8_t prefix[12] = { [10] = 0xff, [11] = 0xff };

	return !memcmp(key->near_addr, prefix, sizeof(prefix));
}

void wire_out_add(struct wire_out *out, const struct wire_segment *segment)
{
	size_t tcp_length = TCP_BYTES + options_of(segment) + segment->length;
	bool v4 = is_v4(segment->key);
	uint8_t *start, *at;

	if (out->filled == WIRE_OUT_BATCH)
		wire_out_flush(out);
	start = at = out->bytes[out->filled];
	memcpy(at, out->near_mac, 6);
	memcpy(at + 6, out->far_mac, 6);
	at[12] = v4 ? 0x08 : 0x86;
	at[13] = v4 ? 0x00 : 0xdd;
	at += ETH_HLEN;
	at += v4 ? put_v4(at, segment->key, tcp_length) :
		   put_v6(at, segment->key, tcp_length);
	put_tcp(at, segment, !v4);
	out->lengths[out->filled++] = at + tcp_length - start;
}

/* A packet that the device refuses is a lost one: near will ask again. */
void wire_out_flush(struct wire_out *out)
{
	struct mmsghdr messages[WIRE_OUT_BATCH] = {};
	struct iovec parts[WIRE_OUT_BATCH];
	unsigned int i, done = 0;

	for (i = 0; i < out->filled; i++) {
		parts[i].iov_base = out->bytes[i];
		parts[i].iov_len = out->lengths[i];
		messages[i].msg_hdr.msg_iov = &parts[i];
		messages[i].msg_hdr.msg_iovlen = 1;
	}
	while (done < out->filled) {
		int n = sendmmsg(out->fd, messages + done,
				 out->filled - done, 0);

		if (n > 0) {
			out->sent += n;
			done += n;
		} else if (errno != EINTR) {
			out->failed++;
			done++;
		}
	}
	out->filled = 0;
}
