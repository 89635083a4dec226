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
/* Mapped memory is zeroed, whole, without huge pages, and a child has none. */

#include <sys/mman.h>
#include <sys/wait.h>

#include "helper.h"

#define BYTES	(8 << 20)

/* Reads the VmFlags of the mapping at @address. */
static void read_flags(int64_t address, char *flags, size_t size)
{
	FILE *smaps = fopen("/proc/self/smaps", "re");
	bool inside = false;
	char line[512];
	uint64_t start;
	uint64_t end;

	CHECK(smaps);
	flags[0] = 0;
	while (fgets(line, sizeof(line), smaps)) {
		if (sscanf(line, "%" SCNx64 "-%" SCNx64 " ", &start, &end) == 2)
			inside = start <= (uint64_t)address &&
				 (uint64_t)address < end;
		else if (inside && !strncmp(line, "VmFlags:", 8))
			snprintf(flags, size, "%s", line);
	}
	fclose(smaps);
}

static bool child_has(int64_t address)
{
	unsigned char resident;
	int status;
	pid_t pid = fork();

	CHECK(pid >= 0);
	if (!pid)
		_exit(mincore(t_pointer(address), 4096, &resident) == 0);
	CHECK_EQ(waitpid(pid, &status, 0), pid);
	CHECK(WIFEXITED(status));
	return WEXITSTATUS(status);
}

int main(void)
{
	int64_t address = nzc_memory_map(BYTES);
	unsigned char *memory = t_pointer(address);
	unsigned char resident;
	char flags[512];
	size_t i;

	CHECK(address > 0);
	for (i = 0; i < BYTES; i++) {
		CHECK_EQ(memory[i], 0);
		memory[i] = (unsigned char)i;
	}
	read_flags(address, flags, sizeof(flags));
	CHECK(strstr(flags, " dc")); /* MADV_DONTFORK */
	if (!access("/sys/kernel/mm/transparent_hugepage", F_OK))
		CHECK(strstr(flags, " nh")); /* MADV_NOHUGEPAGE */
	CHECK(!child_has(address));
	CHECK_EQ(nzc_memory_unmap(address, BYTES), 0);
	CHECK_EQ(mincore(memory, 4096, &resident), -1);
	CHECK_EQ(nzc_memory_unmap(address, 0), -EINVAL);
	return 0;
}
