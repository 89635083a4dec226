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
#include <stdlib.h>

#include "peer.h"

#define FIRST_CAPACITY	4096

int wire_queue_init(struct wire_queue *queue)
{
	queue->items = calloc(FIRST_CAPACITY, sizeof(*queue->items));
	if (!queue->items)
		return -ENOMEM;
	queue->capacity = FIRST_CAPACITY;
	queue->head = 0;
	queue->tail = 0;
	return 0;
}

static int grow(struct wire_queue *queue)
{
	size_t count = queue->tail - queue->head;
	struct wire_due *items;
	size_t i;

	items = calloc(queue->capacity * 2, sizeof(*items));
	if (!items)
		return -ENOMEM;
	for (i = 0; i < count; i++)
		items[i] = queue->items[(queue->head + i) &
					(queue->capacity - 1)];
	free(queue->items);
	queue->items = items;
	queue->capacity *= 2;
	queue->head = 0;
	queue->tail = count;
	return 0;
}

int wire_queue_push(struct wire_queue *queue, const struct wire_due *due)
{
	if (queue->tail - queue->head == queue->capacity) {
		int err = grow(queue);

		if (err)
			return err;
	}
	queue->items[queue->tail++ & (queue->capacity - 1)] = *due;
	return 0;
}

const struct wire_due *wire_queue_peek(const struct wire_queue *queue)
{
	if (queue->head == queue->tail)
		return NULL;
	return &queue->items[queue->head & (queue->capacity - 1)];
}

void wire_queue_pop(struct wire_queue *queue)
{
	queue->head++;
}
