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
/* As much of HTTP/1.1 as a client needs that ignores the payload. */
#ifndef HTTP_H
#define HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct http_head {
	int status;
	bool last;		/* the server will close the connection */
	uint64_t length;	/* of head and content together */
};

/* The request in new memory, or NULL. */
char *http_get(const char *host, const char *path, size_t *length);

/* 0, -EAGAIN when the head goes on, -EPROTO for anything but HTTP/1, or
 * -EOPNOTSUPP when the head does not say how long the content is. */
int http_parse(const char *bytes, size_t length, struct http_head *head);

#endif
