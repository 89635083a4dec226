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
 * One line in, some lines out, the last of them the exit status. A command has
 * taken effect when its answer arrives, so a test can rely on it.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "peer.h"

#define LINE_BYTES	512

int wire_control_listen(struct wire_peer *peer, const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd;

	if (strlen(path) >= sizeof(address.sun_path))
		return -ENAMETOOLONG;
	strcpy(address.sun_path, path);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return -errno;
	unlink(path);
	if (bind(fd, (void *)&address, sizeof(address)) < 0 ||
	    chmod(path, 0666) < 0 || listen(fd, 16) < 0) {
		int err = -errno;

		close(fd);
		return err;
	}
	peer->control_fd = fd;
	return 0;
}

static void answer(struct wire_peer *peer, int fd, char *line)
{
	size_t length = 0, done = 0;
	char *text = NULL;
	FILE *reply = open_memstream(&text, &length);
	int result;

	if (!reply)
		return;
	result = wire_command(peer, line, reply);
	fprintf(reply, "exit %d\n", result);
	fclose(reply);
	while (done < length) {
		ssize_t n = send(fd, text + done, length - done, MSG_NOSIGNAL);

		if (n <= 0)
			break;
		done += n;
	}
	free(text);
}

/* The caller has its line ready: a silent one must not stop the ACKs. */
static void serve_one(struct wire_peer *peer, int fd)
{
	struct timeval patience = { .tv_usec = 100000 };
	char line[LINE_BYTES];
	ssize_t n;

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
	n = recv(fd, line, sizeof(line) - 1, 0);
	if (n <= 0)
		return;
	line[n] = '\0';
	answer(peer, fd, line);
}

void wire_control_serve(struct wire_peer *peer)
{
	int fd;

	while ((fd = accept4(peer->control_fd, NULL, NULL,
			     SOCK_CLOEXEC)) >= 0) {
		serve_one(peer, fd);
		close(fd);
	}
}
