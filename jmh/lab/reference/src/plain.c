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
/* The kernel copies: send(2), vectored. */

#include <errno.h>
#include <sys/socket.h>

#include "reference.h"

static int plain_open(struct batch *batches, const struct settings *settings)
{
	(void)batches;
	(void)settings;
	return 0;
}

static long plain_send(int fd, struct batch *batch, size_t from, size_t to)
{
	struct iovec parts[BATCH_PARTS_MAX];
	struct msghdr msg = { .msg_iov = parts };
	ssize_t sent;

	msg.msg_iovlen = (size_t)batch_parts(batch, from, to, parts);
	sent = sendmsg(fd, &msg, MSG_DONTWAIT | MSG_NOSIGNAL);
	return sent < 0 ? -errno : sent;
}

static int plain_reap(void)
{
	return 0;
}

static void plain_close(void)
{
}

const struct sender plain_sender = {
	.name = "c-send",
	.open = plain_open,
	.send = plain_send,
	.reap = plain_reap,
	.close = plain_close,
};
