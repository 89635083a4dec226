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
 * deny-io-uring EPERM|ENOSYS command [argument ...]
 *
 * Runs the command with a seccomp filter under which every io_uring system
 * call fails with the error given, as the default profiles of container
 * runtimes do (Docker and containerd: EPERM, Podman: ENOSYS). Exits with 125
 * if it cannot, else with what the command says.
 */
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#define EXIT_TROUBLE	125

/* The same numbers on every architecture. */
#define FIRST_CALL	425	/* io_uring_setup */
#define LAST_CALL	427	/* io_uring_register */

#if defined(__x86_64__)
#define NATIVE_ARCH	AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define NATIVE_ARCH	AUDIT_ARCH_AARCH64
#else
#error "deny-io-uring does not know this architecture"
#endif

static int deny(int error)
{
	const uint32_t arch_at = offsetof(struct seccomp_data, arch);
	const uint32_t nr_at = offsetof(struct seccomp_data, nr);
	const uint32_t refuse = SECCOMP_RET_ERRNO | (uint32_t)error;
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, arch_at),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, NATIVE_ARCH, 0, 4),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, nr_at),
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, FIRST_CALL, 0, 2),
		BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, LAST_CALL, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, refuse),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = {
		.len = sizeof(code) / sizeof(code[0]),
		.filter = code,
	};

	/* Without it, only the administrator may install filters. */
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return -errno;
	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) < 0)
		return -errno;
	return 0;
}

static int parse_error(const char *name)
{
	if (!strcmp(name, "EPERM"))
		return EPERM;
	if (!strcmp(name, "ENOSYS"))
		return ENOSYS;
	return 0;
}

int main(int argc, char **argv)
{
	int error = argc > 2 ? parse_error(argv[1]) : 0;
	int ret;

	if (!error) {
		fprintf(stderr, "usage: deny-io-uring EPERM|ENOSYS command\n");
		return EXIT_TROUBLE;
	}
	ret = deny(error);
	if (ret < 0) {
		fprintf(stderr, "deny-io-uring: no seccomp filter: %s\n",
			strerror(-ret));
		return EXIT_TROUBLE;
	}
	execvp(argv[2], argv + 2);
	fprintf(stderr, "deny-io-uring: %s: %s\n", argv[2], strerror(errno));
	return EXIT_TROUBLE;
}
