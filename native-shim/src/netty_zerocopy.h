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
#ifndef NETTY_ZEROCOPY_H
#define NETTY_ZEROCOPY_H

/*
 * The interface between the Java transport and io_uring. This header is the
 * one description of it: the Java side repeats the constants and the struct
 * layouts below and checks them at load time with nzc_abi_version() and
 * nzc_sizeof().
 *
 * Conventions
 * - Addresses and handles travel as int64_t, everything else as int32_t.
 *   Only nzc_bind_jni() takes what a JVM hands over.
 * - Every function returns 0 (or a value >= 0 where said so) or -errno. None
 *   prints, sets errno for the caller's use, or keeps global state.
 * - A ring belongs to the thread that opened it: all nzc_ring_*() calls come
 *   from that thread. (The kernel enforces it with -EEXIST where it offers
 *   IORING_SETUP_SINGLE_ISSUER; nzc_ring_close() is the exception, it may
 *   come from any thread once the owner makes no more calls.)
 * - nzc_memory_*() and nzc_buffers_*() may be called from any thread.
 * - Completions are read, and the head of the completion queue is advanced,
 *   by the caller in the shared memory that struct nzc_ring_view points to.
 */

#include <stdint.h>

#define NZC_API __attribute__((visibility("default")))

/* Changes with every incompatible change of anything in this header. */
#define NZC_ABI_VERSION		6

/* What nzc_sizeof() tells the size of. */
#define NZC_SIZEOF_RING_VIEW	0	/* struct nzc_ring_view */
#define NZC_SIZEOF_PROBE	1	/* struct nzc_probe */
#define NZC_SIZEOF_CQE		2	/* struct nzc_cqe */

/* The smallest completion queue nzc_ring_open() accepts. */
#define NZC_CQ_ENTRIES_MIN	8

/* Values of zc_flags of nzc_ring_sendmsg_zc(), may be combined. */
#define NZC_SEND_REGISTERED	(1 << 2) /* all memory is in one buffer: */
#define NZC_SEND_BUFFER_SHIFT	16	 /* its slot, in the upper bits */
#define NZC_SEND_REPORT_USAGE	(1 << 3) /* notification tells of copying */

/* The most slots nzc_buffers_open() accepts. */
#define NZC_BUFFERS_MAX		1024

/* Bits of nzc_cqe.flags. */
#define NZC_CQE_F_MORE		(1u << 1) /* a notification will follow */
#define NZC_CQE_F_NOTIF		(1u << 3) /* this is a notification */

/* nzc_cqe.res of a notification, if NZC_SEND_REPORT_USAGE was asked for. */
#define NZC_NOTIF_COPIED	(1u << 31) /* the kernel copied the bytes */

/* Bits of the word at nzc_ring_view.sq_flags. */
#define NZC_SQ_CQ_OVERFLOW	(1u << 1) /* nzc_ring_get_events() needed */
#define NZC_SQ_TASKRUN		(1u << 2) /* nzc_ring_get_events() needed */

/* Bit of the word at nzc_ring_view.cq_flags, set and cleared by the caller. */
#define NZC_CQ_EVENTFD_DISABLED	(1u << 0) /* do not signal the eventfd */

/*
 * What the kernel offers this process now. Only what was seen to work: a ring
 * is created, its operations are asked for, a request is made.
 */
struct nzc_probe {
	int32_t ring_error;	/* 0, or -errno of creating a ring */
	uint32_t setup_flags;	/* IORING_SETUP_* the kernel accepted */
	uint32_t features;	/* IORING_FEAT_* of the kernel */
	int32_t op_send_zc;	/* 1: the operation SEND_ZC exists */
	int32_t op_sendmsg_zc;	/* 1: the operation SENDMSG_ZC exists */
	int32_t report_usage;	/* 1: NZC_SEND_REPORT_USAGE is known */
	int32_t restrictions;	/* 1: a ring can be restricted */
	int32_t registered;	/* 1: SENDMSG_ZC from registered buffers */
};

/*
 * An open ring. The addresses are those of the words that kernel and process
 * share. Head and tail run freely: the entry of an index is
 * cqes + (index & (cq_entries - 1)) * sizeof(struct nzc_cqe). The tail is to
 * be read with acquire, the head to be written with release semantics.
 */
struct nzc_ring_view {
	int64_t ring;		/* handle for the nzc_ring_*() calls */
	int64_t cq_head;	/* uint32_t: next completion to read */
	int64_t cq_tail;	/* uint32_t: end of the completions */
	int64_t cq_flags;	/* uint32_t: NZC_CQ_* */
	int64_t cqes;		/* struct nzc_cqe[cq_entries] */
	int64_t sq_flags;	/* uint32_t: NZC_SQ_* */
	uint32_t cq_entries;	/* a power of two, >= what was asked for */
	uint32_t setup_flags;	/* IORING_SETUP_* the kernel accepted */
	uint32_t restricted;	/* 1: only sends and time-outs are permitted */
	uint32_t eventfd_registered;	/* 1: completions signal the eventfd */
};

/* A completion, laid out as struct io_uring_cqe. */
struct nzc_cqe {
	uint64_t user_data;	/* of the request */
	int32_t res;		/* bytes sent or -errno; NZC_NOTIF_* */
	uint32_t flags;		/* NZC_CQE_F_* */
};

/* Returns NZC_ABI_VERSION of the library that was loaded. */
NZC_API int32_t nzc_abi_version(void);

/* Returns the size of the struct NZC_SIZEOF_*, or -EINVAL. */
NZC_API int32_t nzc_sizeof(int32_t what);

/*
 * Binds the native methods nzc_ring_sendmsg_zc() and nzc_ring_get_events() of
 * a Java class, given by JNIEnv and jclass, to the functions of these names.
 * -ENOENT, with a Java exception pending, if the class has no such methods.
 */
NZC_API int32_t nzc_bind_jni(void *env, void *shim);

/*
 * Fills the struct nzc_probe at address @out. A kernel that forbids or lacks
 * io_uring is no failure of the probe, but told in ring_error: -ENOSYS (not
 * there, or hidden by a sandbox), -EPERM (forbidden), -ENOMEM (RLIMIT_MEMLOCK
 * has no room), -EOPNOTSUPP (too old a kernel).
 */
NZC_API int32_t nzc_probe(int64_t out);

/*
 * Opens a ring for the calling thread, with room for @cq_entries completions
 * (NZC_CQ_ENTRIES_MIN or more, rounded up to a power of two by the kernel),
 * and fills the struct nzc_ring_view at address @view. Unless @eventfd is
 * negative, each completion signals it. Fails with -ENOMEM if RLIMIT_MEMLOCK
 * has no room for that many entries; fewer may do.
 *
 * On failure @view is left as it was and nothing is leaked.
 */
NZC_API int32_t nzc_ring_open(int64_t view, int32_t cq_entries,
			      int32_t eventfd);

/*
 * Unmaps and closes a ring; the addresses of its view become invalid. The
 * kernel may go on reading the memory of requests that were not notified,
 * and nobody will be told when it has finished.
 */
NZC_API int32_t nzc_ring_close(int64_t ring);

/*
 * Hands one SENDMSG_ZC request to the kernel: the @iovcnt struct iovec at
 * address @iov, with the MSG_* @msg_flags and the NZC_SEND_* @zc_flags. (One
 * part of a registered buffer goes by SEND_ZC, which has less to prepare.)
 *
 * Returns 0 when the kernel took the request. Then its result is (with
 * MSG_DONTWAIT: is already) a completion with @user_data, also if it failed.
 * The iovec array may be reused at once. The memory it points to may be
 * changed or freed after the notification if the result has NZC_CQE_F_MORE,
 * else after the result.
 *
 * Returns -errno when the kernel did not take it; no completion will come,
 * and the request is forgotten. -ENOBUFS: the ring (not the socket) lacks
 * resources at the moment. It is never -EAGAIN, and what goes wrong with the
 * socket is always in a completion.
 */
NZC_API int32_t nzc_ring_sendmsg_zc(int64_t ring, int32_t fd, int64_t iov,
				    int32_t iovcnt, int32_t msg_flags,
				    int32_t zc_flags, int64_t user_data);

/*
 * Asks for a completion in that time: @user_data and the result -ETIME. Like
 * any other it signals the eventfd. Returns -errno when the kernel did not
 * take the request; no completion will come then.
 */
NZC_API int32_t nzc_ring_timeout(int64_t ring, int64_t nanos,
				 int64_t user_data);

/*
 * Makes the kernel post what it has put off: completions deferred until the
 * ring's thread asks (NZC_SQ_TASKRUN) and those that did not fit into the
 * completion queue (NZC_SQ_CQ_OVERFLOW). Never waits.
 */
NZC_API int32_t nzc_ring_get_events(int64_t ring);

/*
 * Waits until there is at least one unread completion, -ETIME if there is
 * none after @timeout_millis (>= 0).
 */
NZC_API int32_t nzc_ring_wait(int64_t ring, int32_t timeout_millis);

/*
 * Maps @bytes of zeroed memory, a multiple of the page size, and returns its
 * address. It never consists of huge pages: for a part of a registered huge
 * page the kernel charges the whole offset inside that page to the socket's
 * send buffer, which is full then.
 */
NZC_API int64_t nzc_memory_map(int64_t bytes);

/*
 * Unmaps it. The kernel keeps the pages as long as a buffer or a send in
 * flight has them.
 */
NZC_API int32_t nzc_memory_unmap(int64_t address, int64_t bytes);

/*
 * Opens a table of @slots registered buffers, all of them empty, that rings
 * take over by nzc_ring_take_buffers(). Returns its handle.
 */
NZC_API int64_t nzc_buffers_open(int32_t slots);

/*
 * Drops the table. Buffers that rings took stay registered with these.
 */
NZC_API int32_t nzc_buffers_close(int64_t buffers);

/*
 * Registers the memory in the slot, or empties the slot if @bytes is 0. The
 * pages are pinned, and counted against RLIMIT_MEMLOCK once, until the slot
 * is emptied and every ring has taken the table again. -ENOMEM: the limit,
 * or the machine, has no room for that.
 */
NZC_API int32_t nzc_buffers_set(int64_t buffers, int32_t slot,
				int64_t address, int64_t bytes);

/*
 * Gives the ring the table as it is now, in place of what it had. Sends in
 * flight are not disturbed.
 */
NZC_API int32_t nzc_ring_take_buffers(int64_t ring, int64_t buffers);

#endif
