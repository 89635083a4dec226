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
 * wire-peer: sets up the BPF program in the current network namespace, then
 * stays in the background and plays the far end.
 */
#include <errno.h>
#include <getopt.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "peer.h"

#define IDLE_NS		(2 * WIRE_NS_PER_MS)
#define CONTROL_NS	(1 * WIRE_NS_PER_MS)
#define TICK_MS		50
#define NEAR_DEVICE	"w0"
#define FAR_DEVICE	"w1"

struct options {
	const char *bpf;
	const char *socket;
	const char *pid_file;
	unsigned long slots;
	unsigned long delay_us;
	unsigned long poll_us;
	unsigned long window;
	unsigned long mtu;
	unsigned long link;
	double loss;
	int cpu;
	bool real_receiver;
};

static const struct option names[] = {
	{ "bpf", required_argument, NULL, 'b' },
	{ "socket", required_argument, NULL, 's' },
	{ "pid-file", required_argument, NULL, 'p' },
	{ "flows", required_argument, NULL, 'f' },
	{ "delay-us", required_argument, NULL, 'd' },
	{ "poll-us", required_argument, NULL, 'u' },
	{ "mtu", required_argument, NULL, 'm' },
	{ "link", required_argument, NULL, 'i' },
	{ "window", required_argument, NULL, 'w' },
	{ "loss", required_argument, NULL, 'l' },
	{ "cpu", required_argument, NULL, 'c' },
	{ "real-receiver", no_argument, NULL, 'r' },
	{ },
};

static int parse(int argc, char **argv, struct options *o)
{
	int option;

	while ((option = getopt_long(argc, argv, "", names, NULL)) != -1) {
		switch (option) {
		case 'b': o->bpf = optarg; break;
		case 's': o->socket = optarg; break;
		case 'p': o->pid_file = optarg; break;
		case 'f': o->slots = strtoul(optarg, NULL, 10); break;
		case 'd': o->delay_us = strtoul(optarg, NULL, 10); break;
		case 'u': o->poll_us = strtoul(optarg, NULL, 10); break;
		case 'm': o->mtu = strtoul(optarg, NULL, 10); break;
		case 'i': o->link = strtoul(optarg, NULL, 10); break;
		case 'w': o->window = strtoul(optarg, NULL, 10); break;
		case 'l': o->loss = strtod(optarg, NULL); break;
		case 'c': o->cpu = atoi(optarg); break;
		case 'r': o->real_receiver = true; break;
		default: return -1;
		}
	}
	if (!o->bpf || !o->socket || !o->pid_file || !o->slots ||
	    o->loss > 99 || o->window > WIRE_WINDOW_MAX)
		return -1;
	return 0;
}

/* Refusals that more privilege or another kernel would lift. */
static bool is_missing_support(int err)
{
	return err == -EPERM || err == -EACCES || err == -ENOSYS ||
	       err == -EOPNOTSUPP || err == -ENOENT || err == -ENODEV;
}

static int fail(const char *what, int err)
{
	fprintf(stderr, "%s: %s\n", what, strerror(-err));
	return is_missing_support(err) ? WIRE_SKIPPED : 1;
}

static int watch(int epoll_fd, int fd)
{
	struct epoll_event event = { .events = EPOLLIN, .data.fd = fd };

	return epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event) ? -errno : 0;
}

static int set_up_flows(struct wire_peer *peer, const struct options *o)
{
	int err = wire_flows_init(peer);

	if (err)
		return fail("cannot allocate the flow table", err);
	err = wire_out_open(&peer->out, NEAR_DEVICE, FAR_DEVICE);
	if (err)
		return fail("cannot open a packet socket (CONFIG_PACKET)",
			    err);
	peer->bpf.control->mtu = o->mtu;
	peer->bpf.control->link = o->link;
	wire_flows_set_window(peer, o->window);
	err = watch(peer->epoll_fd, peer->bpf.bell_fd);
	return err ? fail("cannot watch the BPF ring buffer", err) : 0;
}

static int set_up(struct wire_peer *peer, const struct options *o)
{
	int err;

	err = wire_bpf_load(&peer->bpf, o->bpf, o->slots);
	if (err)
		return fail("cannot load the BPF program (CONFIG_BPF_SYSCALL)",
			    err);
	err = wire_control_listen(peer, o->socket);
	if (err)
		return fail("cannot listen for commands", err);
	peer->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	err = watch(peer->epoll_fd, peer->control_fd);
	if (err)
		return fail("cannot watch the command socket", err);
	peer->bpf.control->loss = o->loss / 100 * 0x1p32;
	peer->delay_ns = o->delay_us * WIRE_NS_PER_US;
	peer->poll_ns = o->poll_us * WIRE_NS_PER_US;
	peer->real_receiver = o->real_receiver;
	if (!peer->real_receiver) {
		err = set_up_flows(peer, o);
		if (err)
			return err;
	}
	err = wire_bpf_attach(&peer->bpf, NEAR_DEVICE);
	return err ? fail("cannot attach a BPF program to w0 (CONFIG_NET_CLS_"
			  "BPF, CONFIG_NET_SCH_INGRESS)", err) : 0;
}

/* The parent's exit status tells the caller how the set-up went. */
static int go_to_background(const char *pid_file)
{
	FILE *file = fopen(pid_file, "w");
	pid_t pid;

	if (!file)
		return -errno;
	pid = fork();
	if (pid < 0)
		return -errno;
	if (pid > 0) {
		fprintf(file, "%d\n", pid);
		_exit(fclose(file) ? 1 : 0);
	}
	fclose(file);
	setsid();
	if (!freopen("/dev/null", "r", stdin) ||
	    !freopen("/dev/null", "w", stdout) ||
	    !freopen("/dev/null", "w", stderr) || chdir("/") < 0)
		return -errno;
	return 0;
}

/*
 * The far end is another machine, which ours being busy does not slow down.
 * One that never sleeps must not be real-time, or it starves its CPU.
 */
static void favour_promptness(int cpu, bool sleeps)
{
	struct sched_param priority = { .sched_priority = 1 };
	cpu_set_t set;

	prctl(PR_SET_TIMERSLACK, 1);
	if (!sleeps || sched_setscheduler(0, SCHED_FIFO, &priority))
		setpriority(PRIO_PROCESS, 0, -20);
	if (cpu < 0)
		return;
	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	sched_setaffinity(0, sizeof(set), &set);
}

/* Sets the flag, then looks once more: see tell_peer in the BPF program. */
static void sleep_until_bell(struct wire_peer *peer)
{
	uint32_t *sleeps = &peer->bpf.control->peer_sleeps;
	struct epoll_event events[2];

	__atomic_store_n(sleeps, 1, __ATOMIC_SEQ_CST);
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	if (!wire_flows_pending(peer))
		epoll_wait(peer->epoll_fd, events, 2, TICK_MS);
	__atomic_store_n(sleeps, 0, __ATOMIC_SEQ_CST);
	wire_bpf_silence_bell(&peer->bpf);
	wire_control_serve(peer);
}

static void nap(const struct wire_peer *peer)
{
	struct timespec ts = { .tv_nsec = peer->poll_ns };

	if (peer->poll_ns)
		clock_nanosleep(CLOCK_MONOTONIC, 0, &ts, NULL);
}

static void play_far_end(struct wire_peer *peer)
{
	uint64_t busy_ns = 0, control_ns = 0, tick_ns = 0;

	for (;;) {
		peer->now_ns = wire_clock_ns();
		if (wire_flows_poll(peer) || peer->client)
			busy_ns = peer->now_ns;
		if (peer->client)
			wire_client_poll(peer);
		if (peer->now_ns >= tick_ns) {
			if (peer->client)
				wire_client_tick(peer);
			wire_flows_tick(peer);
			tick_ns = peer->now_ns + TICK_MS * WIRE_NS_PER_MS;
		}
		if (peer->now_ns >= control_ns) {
			wire_control_serve(peer);
			control_ns = peer->now_ns + CONTROL_NS;
		}
		if (peer->now_ns - busy_ns > IDLE_NS &&
		    !wire_flows_pending(peer))
			sleep_until_bell(peer);
		else
			nap(peer);
	}
}

static void answer_commands(struct wire_peer *peer)
{
	struct epoll_event event;

	for (;;) {
		epoll_wait(peer->epoll_fd, &event, 1, -1);
		wire_control_serve(peer);
	}
}

int main(int argc, char **argv)
{
	struct options options = {
		.slots = 4096,
		.poll_us = 10,
		.window = WIRE_WINDOW_MAX,
		.mtu = 1500,
		.cpu = -1,
	};
	struct wire_peer *peer;
	int err;

	if (parse(argc, argv, &options)) {
		fprintf(stderr, "wire-peer: bad options\n");
		return 2;
	}
	/* A caller's pipe left open here would keep its reader waiting. */
	close_range(3, ~0u, 0);
	peer = calloc(1, sizeof(*peer));
	if (!peer)
		return 1;
	signal(SIGPIPE, SIG_IGN);
	err = set_up(peer, &options);
	if (err)
		return err;
	if (go_to_background(options.pid_file))
		return 1;
	if (peer->real_receiver)
		answer_commands(peer);
	favour_promptness(options.cpu, options.poll_us > 0);
	play_far_end(peer);
}
