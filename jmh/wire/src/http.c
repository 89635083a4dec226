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
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "http.h"

char *http_get(const char *host, const char *path, size_t *length)
{
	char *request;
	int n = asprintf(&request,
			 "GET %s HTTP/1.1\r\nHost: %s\r\n"
			 "User-Agent: wire\r\nAccept: */*\r\n\r\n", path, host);

	if (n < 0)
		return NULL;
	*length = n;
	return request;
}

static int has_no_content(int status)
{
	return status == 204 || status == 304;
}

/* The value of a header field, or NULL. */
static const char *find(const char *head, const char *end, const char *name)
{
	const char *line;

	for (line = head; line < end; line = strstr(line, "\r\n") + 2) {
		if (!strncasecmp(line, name, strlen(name)))
			return line + strlen(name) +
			       strspn(line + strlen(name), " \t");
	}
	return NULL;
}

int http_parse(const char *bytes, size_t length, struct http_head *head)
{
	char text[2048];
	uint64_t content = 0;
	const char *end, *value;
	int err = 0;

	if (length >= sizeof(text))
		length = sizeof(text) - 1;
	memcpy(text, bytes, length);
	text[length] = '\0';
	if (strncmp(text, "HTTP/1.", length < 7 ? length : 7))
		return -EPROTO;
	end = strstr(text, "\r\n\r\n");
	if (!end)
		return -EAGAIN;
	head->status = atoi(text + strlen("HTTP/1.x "));
	value = find(text, end, "connection:");
	head->last = value && !strncasecmp(value, "close", 5);
	value = find(text, end, "content-length:");
	if (value)
		content = strtoull(value, NULL, 10);
	else if (!has_no_content(head->status))
		err = -EOPNOTSUPP;
	head->length = end + 4 - text + content;
	return err;
}
