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

#define LINE_BYTES	65536

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

static void send_all(int fd, const char *text, size_t length)
{
	while (length) {
		ssize_t n = send(fd, text, length, MSG_NOSIGNAL);

		if (n <= 0)
			return;
		text += n;
		length -= n;
	}
}

/* True when somebody else will answer, and close the descriptor. */
static bool answer(struct wire_peer *peer, int fd, char *line)
{
	size_t length = 0;
	char *text = NULL;
	FILE *reply = open_memstream(&text, &length);
	int result;

	if (!reply)
		return false;
	result = wire_command(peer, line, reply, fd);
	if (result != WIRE_LATER)
		fprintf(reply, "exit %d\n", result);
	fclose(reply);
	send_all(fd, text, length);
	free(text);
	return result == WIRE_LATER;
}

static bool read_line(int fd, char *line)
{
	size_t length = 0;

	while (length < LINE_BYTES - 1) {
		ssize_t n = recv(fd, line + length, LINE_BYTES - 1 - length,
				 0);

		if (n <= 0)
			return false;
		length += n;
		line[length] = '\0';
		if (strchr(line, '\n'))
			return true;
	}
	return false;
}

/* The caller has its line ready: a silent one must not stop the ACKs. */
static void serve_one(struct wire_peer *peer, int fd)
{
	struct timeval patience = { .tv_usec = 100000 };
	char *line = malloc(LINE_BYTES);
	bool taken = false;

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
	if (line && read_line(fd, line))
		taken = answer(peer, fd, line);
	if (!taken)
		close(fd);
	free(line);
}

void wire_control_serve(struct wire_peer *peer)
{
	int fd;

	while ((fd = accept4(peer->control_fd, NULL, NULL,
			     SOCK_CLOEXEC)) >= 0)
		serve_one(peer, fd);
}
