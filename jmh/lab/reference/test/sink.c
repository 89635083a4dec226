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
/* Prints its port, then reads and drops what comes, until it is killed. */

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONNECTIONS	64

static char dropped[256 << 10];

static int listen_anywhere(void)
{
	struct sockaddr_in here = { .sin_family = AF_INET };
	socklen_t size = sizeof(here);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || bind(fd, (struct sockaddr *)&here, size) ||
	    listen(fd, CONNECTIONS) ||
	    getsockname(fd, (struct sockaddr *)&here, &size))
		return -1;
	printf("%d\n", ntohs(here.sin_port));
	fflush(stdout);
	return fd;
}

int main(void)
{
	struct pollfd fds[CONNECTIONS + 1] = { { .events = POLLIN } };
	int count = 1;
	int i;

	fds[0].fd = listen_anywhere();
	if (fds[0].fd < 0)
		return 1;
	for (;;) {
		poll(fds, (nfds_t)count, -1);
		if (fds[0].revents && count <= CONNECTIONS) {
			fds[count].fd = accept(fds[0].fd, NULL, NULL);
			fds[count].events = POLLIN;
			fds[count++].revents = 0;
		}
		for (i = 1; i < count; i++) {
			if (fds[i].revents &&
			    recv(fds[i].fd, dropped, sizeof(dropped), 0) <= 0) {
				close(fds[i].fd);
				fds[i--] = fds[--count];
			}
		}
	}
}
