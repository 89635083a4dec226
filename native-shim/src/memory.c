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
#include <sys/mman.h>

#include "nzc_internal.h"

int64_t nzc_memory_map(int64_t bytes)
{
	void *memory;

	if (bytes <= 0)
		return -EINVAL;
	memory = mmap(NULL, (size_t)bytes, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (memory == MAP_FAILED)
		return -errno;
	/* Fails where the kernel has no huge pages, which is as good. */
	madvise(memory, (size_t)bytes, MADV_NOHUGEPAGE);
	/*
	 * A child has no use for it, and a page that a fork made
	 * copy-on-write could change under the buffer that is registered.
	 */
	madvise(memory, (size_t)bytes, MADV_DONTFORK);
	return nzc_address(memory);
}

int32_t nzc_memory_unmap(int64_t address, int64_t bytes)
{
	if (bytes <= 0)
		return -EINVAL;
	return munmap(nzc_pointer(address), (size_t)bytes) < 0 ? -errno : 0;
}
