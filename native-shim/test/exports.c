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
/* The library exports its interface, nothing else, and needs libc only. */

#include "helper.h"

static const char *const api[] = {
	"nzc_abi_version",
	"nzc_bind_jni",
	"nzc_buffers_close",
	"nzc_buffers_open",
	"nzc_buffers_set",
	"nzc_memory_map",
	"nzc_memory_unmap",
	"nzc_probe",
	"nzc_ring_close",
	"nzc_ring_get_events",
	"nzc_ring_open",
	"nzc_ring_sendmsg_zc",
	"nzc_ring_take_buffers",
	"nzc_ring_timeout",
	"nzc_ring_wait",
	"nzc_sizeof",
};

static FILE *run(const char *command)
{
	FILE *output = popen(command, "r");

	CHECK(output);
	return output;
}

static void check_exports(void)
{
	FILE *nm = run("nm -D --defined-only --format=posix " NZC_LIBRARY
		       " | LC_ALL=C sort");
	char line[256];
	char name[128];
	size_t i = 0;

	while (fgets(line, sizeof(line), nm)) {
		CHECK_EQ(sscanf(line, "%127s", name), 1);
		if (i == sizeof(api) / sizeof(api[0]) ||
		    strcmp(name, api[i])) {
			printf("not expected: %s\n", name);
			exit(T_FAIL);
		}
		i++;
	}
	CHECK_EQ(pclose(nm), 0);
	CHECK_EQ(i, sizeof(api) / sizeof(api[0]));
}

static void check_needed(void)
{
	FILE *readelf = run("readelf -d " NZC_LIBRARY);
	char line[256];
	int needed = 0;

	while (fgets(line, sizeof(line), readelf)) {
		if (!strstr(line, "(NEEDED)"))
			continue;
		/* The loader, part of libc, where it has the stack guard. */
		if (!strstr(line, "[libc.so.6]") &&
		    !strstr(line, "[ld-linux-")) {
			printf("not expected: %s", line);
			exit(T_FAIL);
		}
		needed++;
	}
	CHECK_EQ(pclose(readelf), 0);
	CHECK(needed > 0);
}

int main(void)
{
	if (system("nm --version >/dev/null 2>&1") ||
	    system("readelf --version >/dev/null 2>&1"))
		t_skip("nm and readelf (binutils) are not installed");
	check_exports();
	check_needed();
	return 0;
}
