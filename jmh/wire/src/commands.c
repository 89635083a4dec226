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
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "peer.h"

static bool number_of(const char *text, double most, double *value)
{
	char *end;

	if (!text)
		return false;
	errno = 0;
	*value = strtod(text, &end);
	return !errno && end != text && !*end && *value >= 0 && *value <= most;
}

static int complain(FILE *reply, const char *what)
{
	fprintf(reply, "%s\n", what);
	return 2;
}

static void print_flow_totals(struct wire_peer *peer, FILE *reply)
{
	uint64_t packets = 0, bytes = 0, repeats = 0, gaps = 0, lost = 0;
	uint32_t slot;

	for (slot = 0; slot < peer->bpf.slots; slot++) {
		const struct wire_flow *flow = &peer->bpf.flows[slot];

		packets += flow->packets;
		bytes += flow->bytes;
		repeats += flow->repeats;
		gaps += flow->gaps;
		lost += flow->lost;
	}
	fprintf(reply, "packets: %" PRIu64 "\nbytes: %" PRIu64 "\n",
		packets, bytes);
	fprintf(reply, "retransmitted: %" PRIu64 "\nout_of_order: %" PRIu64
		"\nlost: %" PRIu64 "\n", repeats, gaps, lost);
}

static void print_ack_state(struct wire_peer *peer, FILE *reply)
{
	struct wire_control *control = peer->bpf.control;
	const char *state = "flowing";

	if (control->stopped)
		state = "stopped";
	else if (peer->hold)
		state = "held";
	fprintf(reply, "acks: %s\nacks_sent: %" PRIu64 "\n", state,
		peer->acks);
	fprintf(reply, "ack_delay_us: %" PRIu64 "\nwindow: %u\n",
		(uint64_t)(peer->delay_ns / WIRE_NS_PER_US), peer->window);
	fprintf(reply, "send_errors: %" PRIu64 "\n", peer->out.failed);
}

static int status(struct wire_peer *peer, FILE *reply)
{
	struct wire_control *control = peer->bpf.control;

	fprintf(reply, "bpf_program: %u\n", peer->bpf.program_id);
	fprintf(reply, "loss_percent: %g\n", control->loss * 100.0 / 0x1p32);
	if (peer->real_receiver) {
		fprintf(reply, "packets: %llu\nlost: %llu\n",
			control->passed, control->lost);
		return 0;
	}
	fprintf(reply, "flows_open: %u\nflows_limit: %u\n",
		wire_flows_open(peer), peer->bpf.slots);
	fprintf(reply, "handshakes: %llu\nrefused: %llu\n",
		control->handshakes, control->no_slot);
	fprintf(reply, "strays: %llu\nnot_tcp: %llu\n",
		control->strays, control->others);
	print_flow_totals(peer, reply);
	print_ack_state(peer, reply);
	return 0;
}

static int ack_delay(struct wire_peer *peer, const char *text, FILE *reply)
{
	double us;

	if (!number_of(text, 60e6, &us))
		return complain(reply, "--delay-us takes 0 to 60000000");
	peer->delay_ns = us * WIRE_NS_PER_US;
	return 0;
}

static int ack_window(struct wire_peer *peer, const char *text, FILE *reply)
{
	double bytes;

	if (!number_of(text, WIRE_WINDOW_MAX, &bytes))
		return complain(reply, "--window takes 0 to 67107840 bytes");
	wire_flows_set_window(peer, bytes);
	return 0;
}

static int ack(struct wire_peer *peer, char **words, FILE *reply)
{
	const char *option = words[0] ? words[0] : "";

	if (peer->real_receiver)
		return complain(reply, "a real receiver acknowledges here");
	if (!strcmp(option, "--delay-us"))
		return ack_delay(peer, words[1], reply);
	if (!strcmp(option, "--window"))
		return ack_window(peer, words[1], reply);
	if (!strcmp(option, "--hold"))
		peer->hold = true;
	else if (!strcmp(option, "--release"))
		wire_flows_release(peer);
	else if (!strcmp(option, "--stop"))
		peer->bpf.control->stopped = 1;
	else if (!strcmp(option, "--start"))
		peer->bpf.control->stopped = 0;
	else
		return complain(reply, "ack takes --delay-us N, --window N, "
				"--hold, --release, --stop or --start");
	return 0;
}

static int loss(struct wire_peer *peer, const char *text, FILE *reply)
{
	double percent;

	if (!number_of(text, 99, &percent))
		return complain(reply, "loss takes 0 to 99 percent");
	peer->bpf.control->loss = percent / 100 * 0x1p32;
	return 0;
}

#define MOST_WORDS	32

int wire_command(struct wire_peer *peer, char *line, FILE *reply, int fd)
{
	char *words[MOST_WORDS + 1] = {}, *rest;
	int count = 0;

	for (line = strtok_r(line, " \n", &rest); line && count < MOST_WORDS;
	     line = strtok_r(NULL, " \n", &rest))
		words[count++] = line;
	if (count && !strcmp(words[0], "status"))
		return status(peer, reply);
	if (count && !strcmp(words[0], "ack"))
		return ack(peer, words + 1, reply);
	if (count && !strcmp(words[0], "loss"))
		return loss(peer, words[1], reply);
	if (count && !strcmp(words[0], "client"))
		return wire_client_start(peer, words + 1, reply, fd);
	return complain(reply, "unknown command");
}
