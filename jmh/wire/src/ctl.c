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
/* wire-ctl SOCKET WORD...: hands a command to the peer, prints its answer. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int connect_to(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	if (fd < 0 || strlen(path) >= sizeof(address.sun_path))
		return -1;
	strcpy(address.sun_path, path);
	if (connect(fd, (void *)&address, sizeof(address)) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}

/* "--request-file F" becomes "--request HEX": a command is one line. */
static int send_file(FILE *stream, const char *name)
{
	FILE *file = fopen(name, "r");
	int byte;

	if (!file) {
		fprintf(stderr, "wire: %s: %s\n", name, strerror(errno));
		return -1;
	}
	fprintf(stream, "--request ");
	while ((byte = getc(file)) != EOF)
		fprintf(stream, "%02x", byte);
	fprintf(stream, " ");
	return fclose(file);
}

static int send_words(FILE *stream, char **words)
{
	for (; *words; words++) {
		if (strcmp(*words, "--request-file") || !words[1])
			fprintf(stream, "%s ", *words);
		else if (send_file(stream, *++words))
			return -1;
	}
	fprintf(stream, "\n");
	return fflush(stream);
}

/* Everything but the last line, "exit N", is for the caller's eyes. */
static int print_answer(FILE *stream)
{
	int status = 1;
	char line[512];

	while (fgets(line, sizeof(line), stream)) {
		if (sscanf(line, "exit %d", &status) == 1)
			return status;
		fputs(line, stdout);
	}
	fprintf(stderr, "wire: the peer gave no answer\n");
	return 1;
}

int main(int argc, char **argv)
{
	FILE *stream;
	int fd;

	if (argc < 3) {
		fprintf(stderr, "usage: wire-ctl SOCKET WORD...\n");
		return 2;
	}
	fd = connect_to(argv[1]);
	if (fd < 0) {
		fprintf(stderr, "wire: no peer at %s: %s\n", argv[1],
			strerror(errno));
		return 3;
	}
	stream = fdopen(fd, "r+");
	if (!stream || send_words(stream, argv + 2))
		return 1;
	return print_answer(stream);
}
