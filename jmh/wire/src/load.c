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
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <net/if.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "peer.h"

static int print_warnings(enum libbpf_print_level level, const char *format,
			  va_list arguments)
{
	if (level != LIBBPF_WARN)
		return 0;
	return vfprintf(stderr, format, arguments);
}

static int set_size(struct bpf_object *object, const char *name, uint32_t size)
{
	struct bpf_map *map = bpf_object__find_map_by_name(object, name);

	/* The lossy path's object has fewer maps. */
	return map ? bpf_map__set_max_entries(map, size) : 0;
}

static int set_sizes(struct wire_bpf *bpf)
{
	static const char *const per_slot[] = {
		"flows", "heads", "slots", "free_slots",
	};
	int err = set_size(bpf->object, "dirty", bpf->slots / 64);
	size_t i;

	for (i = 0; !err && i < sizeof(per_slot) / sizeof(*per_slot); i++)
		err = set_size(bpf->object, per_slot[i], bpf->slots);
	return err;
}

static int fd_of(struct bpf_object *object, const char *name)
{
	return bpf_object__find_map_fd_by_name(object, name);
}

static void *map_memory(struct bpf_object *object, const char *name,
			size_t size)
{
	size_t page = sysconf(_SC_PAGESIZE);
	int fd = fd_of(object, name);
	void *memory;

	if (fd < 0)
		return NULL;
	size = (size + page - 1) / page * page;
	memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	return memory == MAP_FAILED ? NULL : memory;
}

static int fill_free_slots(struct wire_bpf *bpf)
{
	uint32_t slot;

	for (slot = 0; slot < bpf->slots; slot++) {
		if (bpf_map_update_elem(bpf->free_fd, NULL, &slot, BPF_ANY))
			return -errno;
	}
	return 0;
}

static int silent_bell(void *context, void *data, size_t size)
{
	(void)context;
	(void)data;
	(void)size;
	return 0;
}

static int map_flows(struct wire_bpf *bpf)
{
	struct bpf_object *object = bpf->object;

	bpf->slots_fd = fd_of(object, "slots");
	bpf->free_fd = fd_of(object, "free_slots");
	bpf->bell_fd = fd_of(object, "bell");
	bpf->flows = map_memory(object, "flows",
				sizeof(*bpf->flows) * bpf->slots);
	bpf->dirty = map_memory(object, "dirty", bpf->slots / 8);
	bpf->heads = map_memory(object, "heads",
				sizeof(*bpf->heads) * bpf->slots);
	if (!bpf->flows || !bpf->dirty || !bpf->heads)
		return -ENOMEM;
	bpf->bell = ring_buffer__new(bpf->bell_fd, silent_bell, NULL, NULL);
	if (!bpf->bell)
		return -errno;
	return fill_free_slots(bpf);
}

int wire_bpf_load(struct wire_bpf *bpf, const char *file, uint32_t slots)
{
	int err;

	libbpf_set_print(print_warnings);
	bpf->slots = (slots + 63) / 64 * 64;
	bpf->object = bpf_object__open_file(file, NULL);
	if (!bpf->object)
		return -errno;
	err = set_sizes(bpf);
	if (!err)
		err = bpf_object__load(bpf->object);
	if (err)
		return err;
	bpf->control = map_memory(bpf->object, "control",
				  sizeof(*bpf->control));
	if (!bpf->control)
		return -ENOMEM;
	return fd_of(bpf->object, "flows") < 0 ? 0 : map_flows(bpf);
}

int wire_bpf_attach(struct wire_bpf *bpf, const char *device)
{
	DECLARE_LIBBPF_OPTS(bpf_tc_hook, hook, .attach_point = BPF_TC_EGRESS);
	DECLARE_LIBBPF_OPTS(bpf_tc_opts, options, .handle = 1, .priority = 1);
	struct bpf_program *program;
	int err;

	hook.ifindex = if_nametoindex(device);
	if (!hook.ifindex)
		return -errno;
	err = bpf_tc_hook_create(&hook);
	if (err && err != -EEXIST)
		return err;
	program = bpf_object__next_program(bpf->object, NULL);
	options.prog_fd = bpf_program__fd(program);
	err = bpf_tc_attach(&hook, &options);
	if (!err)
		bpf->program_id = options.prog_id;
	return err;
}

void wire_bpf_silence_bell(struct wire_bpf *bpf)
{
	ring_buffer__consume(bpf->bell);
}

/* Everything is in place before the BPF program can find the slot. */
int wire_bpf_take_slot(struct wire_bpf *bpf, const struct wire_key *key,
		       uint32_t far_first)
{
	struct wire_flow *flow;
	uint32_t slot;

	if (bpf_map_lookup_and_delete_elem(bpf->free_fd, NULL, &slot))
		return -ENOSPC;
	flow = &bpf->flows[slot];
	flow->key = *key;
	flow->far_first = far_first;
	flow->near_ack = far_first - 1;
	flow->near_first = flow->next = 0;
	flow->early_start = flow->early_end = 0;
	flow->head_wanted = flow->head_length = 0;
	flow->generation++;
	flow->state = WIRE_OPEN;
	if (bpf_map_update_elem(bpf->slots_fd, key, &slot, BPF_ANY)) {
		wire_bpf_free_slot(bpf, slot);
		return -ENOSPC;
	}
	return slot;
}

/* The slot goes to the end of the queue, so it is not used again at once. */
void wire_bpf_free_slot(struct wire_bpf *bpf, uint32_t slot)
{
	struct wire_flow *flow = &bpf->flows[slot];
	struct wire_key key = flow->key;

	bpf_map_delete_elem(bpf->slots_fd, &key);
	flow->state = 0;
	bpf_map_update_elem(bpf->free_fd, NULL, &slot, BPF_ANY);
}
