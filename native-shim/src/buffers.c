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
#include <sys/syscall.h>
#include <unistd.h>

#include "nzc_internal.h"

/*
 * The table belongs to a ring that carries no requests. It has no single
 * issuer, for only such a ring's buffers may be cloned by other threads.
 */
int64_t nzc_buffers_open(int32_t slots)
{
	struct io_uring *ring;
	int ret;

	if (slots <= 0 || slots > NZC_BUFFERS_MAX)
		return -EINVAL;
	ring = calloc(1, sizeof(*ring));
	if (!ring)
		return -ENOMEM;
	ret = io_uring_queue_init(1, ring, 0);
	if (ret < 0)
		goto err_free;
	ret = io_uring_register_buffers_sparse(ring, (unsigned int)slots);
	if (ret < 0)
		goto err_exit;
	return nzc_address(ring);

err_exit:
	io_uring_queue_exit(ring);
err_free:
	free(ring);
	return ret;
}

int32_t nzc_buffers_close(int64_t buffers)
{
	return nzc_ring_close(buffers);
}

int32_t nzc_buffers_set(int64_t buffers, int32_t slot, int64_t address,
			int64_t bytes)
{
	struct io_uring *ring = nzc_pointer(buffers);
	struct iovec memory = {
		.iov_base = bytes ? nzc_pointer(address) : NULL,
		.iov_len = (size_t)bytes,
	};
	__u64 tag = 0;
	int ret;

	if (!ring || slot < 0 || bytes < 0)
		return -EINVAL;
	ret = io_uring_register_buffers_update_tag(ring, (unsigned int)slot,
						   &memory, &tag, 1);
	return ret < 0 ? ret : 0;
}

int32_t nzc_ring_take_buffers(int64_t handle, int64_t buffers)
{
	const struct io_uring *ring = nzc_pointer(handle);
	const struct io_uring *source = nzc_pointer(buffers);
	struct nzc_clone_buffers clone = {
		.flags = NZC_REGISTER_DST_REPLACE,
	};

	if (!ring || !source)
		return -EINVAL;
	clone.src_fd = (uint32_t)source->ring_fd;
	return syscall(__NR_io_uring_register, ring->ring_fd,
		       NZC_REGISTER_CLONE_BUFFERS, &clone, 1) < 0 ? -errno : 0;
}
