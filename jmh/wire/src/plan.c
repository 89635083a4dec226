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
#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "client.h"
#include "http.h"

#define MOST_REQUEST	16384

static int complain(FILE *reply, const char *what)
{
	fprintf(reply, "%s\n", what);
	return 2;
}

static bool number(const char *text, double least, double most, double *value)
{
	char *end;

	*value = strtod(text, &end);
	return end != text && !*end && *value >= least && *value <= most;
}

/* Any far address of near's subnet will do: the client's own are counted up. */
static bool parse_target(struct wire_plan *plan, const char *text)
{
	const char *colon = strrchr(text, ':');
	size_t length = colon ? colon - text : 0;
	struct wire_key *key = &plan->near;
	char host[INET6_ADDRSTRLEN];
	int port = colon ? atoi(colon + 1) : 0;

	if (port < 1 || port > 65535 || length >= sizeof(host) ||
	    strlen(text) >= sizeof(plan->target))
		return false;
	strcpy(plan->target, text);
	key->near_port = htons(port);
	if (*text == '[' && length > 2 && text[length - 1] == ']') {
		memcpy(host, text + 1, length - 2);
		host[length - 2] = '\0';
		return inet_pton(AF_INET6, host, key->near_addr) == 1;
	}
	memcpy(host, text, length);
	host[length] = '\0';
	memset(key->near_addr + 10, 0xff, 2);
	return inet_pton(AF_INET, host, key->near_addr + 12) == 1;
}

static bool parse_hex(struct wire_plan *plan, const char *text)
{
	size_t i, length = strlen(text) / 2;
	unsigned int byte;

	if (!length || length > MOST_REQUEST)
		return false;
	plan->request = malloc(length);
	if (!plan->request)
		return false;
	for (i = 0; i < length; i++) {
		if (sscanf(text + 2 * i, "%2x", &byte) != 1)
			return false;
		plan->request[i] = byte;
	}
	plan->request_length = length;
	return true;
}

struct number_option {
	const char *name;
	double least;
	double most;
};

static const struct number_option number_options[] = {
	{ "--connections", 1, 60000 },
	{ "--response-bytes", 1, 1 << 30 },
	{ "--requests", 1, 1e12 },
	{ "--seconds", 0.01, 86400 },
	{ "--warmup", 0, 86400 },
	{ "--rate", 0.1, 1e7 },
};

static bool set_number(struct wire_plan *plan, const char *name, double value)
{
	if (!strcmp(name, "--connections"))
		plan->connections = value;
	else if (!strcmp(name, "--response-bytes"))
		plan->response_bytes = value;
	else if (!strcmp(name, "--requests"))
		plan->requests = value;
	else if (!strcmp(name, "--seconds"))
		plan->seconds = value;
	else if (!strcmp(name, "--warmup"))
		plan->warmup = value;
	else
		plan->rate = value;
	return true;
}

static bool parse_number(struct wire_plan *plan, const char *name,
			 const char *text)
{
	size_t i, count = sizeof(number_options) / sizeof(*number_options);
	double value;

	for (i = 0; i < count; i++) {
		const struct number_option *option = &number_options[i];

		if (!strcmp(name, option->name))
			return number(text, option->least, option->most,
				      &value) && set_number(plan, name, value);
	}
	return false;
}

static bool parse_pair(struct wire_plan *plan, const char *name,
		       const char *text, const char **path)
{
	if (!text)
		return false;
	if (!strcmp(name, "--connect"))
		return parse_target(plan, text);
	if (!strcmp(name, "--request"))
		return !plan->request && parse_hex(plan, text);
	if (!strcmp(name, "--get")) {
		*path = text;
		return *text == '/';
	}
	return parse_number(plan, name, text);
}

static int finish(struct wire_plan *plan, const char *path, FILE *reply)
{
	if (!plan->near.near_port)
		return complain(reply, "client needs --connect ADDRESS:PORT");
	if (!!path == !!plan->request)
		return complain(reply, "client needs --get /PATH or "
				"--request-file FILE");
	if (path)
		plan->request = http_get(plan->target, path,
					 &plan->request_length);
	if (!plan->request)
		return complain(reply, "out of memory");
	if (!plan->seconds && !plan->requests)
		plan->seconds = 5;
	return 0;
}

int wire_plan_parse(struct wire_plan *plan, char **words, FILE *reply)
{
	const char *path = NULL;

	memset(plan, 0, sizeof(*plan));
	plan->connections = 1;
	for (; *words; words++) {
		if (!strcmp(*words, "--json")) {
			plan->json = true;
		} else if (parse_pair(plan, *words, words[1], &path)) {
			words++;
		} else {
			fprintf(reply, "client does not understand %s %s\n",
				*words, words[1] ? words[1] : "");
			return 2;
		}
	}
	return finish(plan, path, reply);
}
