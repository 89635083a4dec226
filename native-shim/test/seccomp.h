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
#ifndef NZC_TEST_SECCOMP_H
#define NZC_TEST_SECCOMP_H

/* Lets system calls of the calling thread fail. Filters cannot be removed. */

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "helper.h"

#if defined(__x86_64__)
#define T_AUDIT_ARCH	AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define T_AUDIT_ARCH	AUDIT_ARCH_AARCH64
#else
#error "seccomp.h does not know this architecture"
#endif

#define T_ANY	UINT32_MAX

/*
 * Applies @action to the system call @nr, if its second argument (the low
 * half) is @arg1 or that is T_ANY. Returns what seccomp() returns.
 */
static inline int t_seccomp(long nr, uint32_t arg1, uint32_t action,
			    unsigned int flags)
{
	const uint32_t nr_at = offsetof(struct seccomp_data, nr);
	const uint32_t arch_at = offsetof(struct seccomp_data, arch);
	const uint32_t arg1_at = offsetof(struct seccomp_data, args[1]);
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, arch_at),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, T_AUDIT_ARCH, 0, 5),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, nr_at),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)nr, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, arg1_at),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, arg1, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, action),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = {
		.len = sizeof(code) / sizeof(code[0]),
		.filter = code,
	};

	if (arg1 == T_ANY) {
		/* Compare a constant with itself. */
		code[4] = (struct sock_filter)
			  BPF_STMT(BPF_LD | BPF_IMM, T_ANY);
	}
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return -1;
	return (int)syscall(__NR_seccomp, SECCOMP_SET_MODE_FILTER, flags,
			    &program);
}

/* From now on the system call fails with @error. */
static inline void t_refuse(long nr, uint32_t arg1, int error)
{
	uint32_t action = SECCOMP_RET_ERRNO | (uint32_t)error;

	if (t_seccomp(nr, arg1, action, 0) < 0)
		t_skip("seccomp filters cannot be installed here");
}

/*
 * Decides about a system call: 0 lets it through, else it fails with that. Can
 * be asked twice about one call, when a signal interrupts it.
 */
typedef int (*t_judge)(const struct seccomp_data *call, void *context);

struct t_court {
	t_judge judge;
	void *context;
	int listener;
};

static inline void *t_hold_court(void *argument)
{
	struct t_court *court = argument;
	struct seccomp_notif_resp verdict;
	struct seccomp_notif notif;

	for (;;) {
		memset(&notif, 0, sizeof(notif));
		memset(&verdict, 0, sizeof(verdict));
		if (ioctl(court->listener, SECCOMP_IOCTL_NOTIF_RECV,
			  &notif) < 0) {
			/* Tearing down a ring interrupts both threads. */
			if (errno == EINTR || errno == ENOENT)
				continue;
			perror("SECCOMP_IOCTL_NOTIF_RECV");
			_exit(T_FAIL);
		}
		verdict.id = notif.id;
		verdict.error = -court->judge(&notif.data, court->context);
		if (!verdict.error)
			verdict.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
		ioctl(court->listener, SECCOMP_IOCTL_NOTIF_SEND, &verdict);
	}
}

/*
 * From now on another thread decides about each call of @nr. @court has to
 * live as long as the process.
 */
static inline void t_judged(long nr, uint32_t arg1, struct t_court *court)
{
	pthread_t thread;

	court->listener = t_seccomp(nr, arg1, SECCOMP_RET_USER_NOTIF,
				    SECCOMP_FILTER_FLAG_NEW_LISTENER);
	if (court->listener < 0)
		t_skip("seccomp notifications are not available here");
	CHECK_EQ(pthread_create(&thread, NULL, t_hold_court, court), 0);
	CHECK_EQ(pthread_detach(thread), 0);
}

#endif
