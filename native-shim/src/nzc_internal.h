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
#ifndef NZC_INTERNAL_H
#define NZC_INTERNAL_H

/* Shared by the parts of the library, exported by none. */

#include "netty_zerocopy.h"
#include "nzc_liburing.h"

#define NZC_NANOS_PER_SECOND	1000000000LL

/* A raw address from the Java side. */
static inline void *nzc_pointer(int64_t address)
{
	return (void *)(uintptr_t)address;
}

static inline int64_t nzc_address(const void *pointer)
{
	return (int64_t)(uintptr_t)pointer;
}

/*
 * Creates a ring that is still disabled, with the best flags the kernel
 * accepts (they end up in ring->flags).
 */
int nzc_ring_create(struct io_uring *ring, unsigned int cq_entries);

/*
 * Restricts the ring to what it is for and enables it; the calling thread
 * becomes its owner. Returns 1 if restricted, 0 if not, or -errno.
 */
int nzc_ring_start(struct io_uring *ring);

/*
 * Hands the kernel the one request that was prepared, and collects what is
 * due. Returns 0, or -errno if the kernel did not take it; then it is gone
 * from the queue.
 */
int nzc_submit(struct io_uring *ring);

#endif
