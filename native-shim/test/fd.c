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
/* Duplicates are independent and close-on-exec. */

#include <fcntl.h>

#include "helper.h"

int main(void)
{
	int original = eventfd(0, 0);
	int fds = t_count_fds();
	int duplicate = nzc_fd_duplicate(original);
	uint64_t value = 3;

	CHECK(duplicate >= 0);
	CHECK(duplicate != original);
	CHECK_EQ(fcntl(duplicate, F_GETFD), FD_CLOEXEC);
	CHECK_EQ(fcntl(original, F_GETFD), 0);
	CHECK_EQ(write(original, &value, sizeof(value)), sizeof(value));
	CHECK_EQ(nzc_fd_close(original), 0);
	value = 0;
	CHECK_EQ(read(duplicate, &value, sizeof(value)), sizeof(value));
	CHECK_EQ(value, 3);
	CHECK_EQ(nzc_fd_close(duplicate), 0);
	CHECK_EQ(t_count_fds(), fds - 1);
	CHECK_EQ(nzc_fd_close(duplicate), -EBADF);
	CHECK_EQ(nzc_fd_duplicate(duplicate), -EBADF);
	return 0;
}
