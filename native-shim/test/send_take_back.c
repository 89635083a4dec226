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
 * A request the kernel did not take is forgotten: the next one goes out
 * alone, and the submission queue does not fill up.
 */

#include "seccomp.h"

#include "nzc_liburing.h"

#define FAILURES	20

static struct nzc_ring_view view;
static struct t_connection connection;
static int fail_with;
static int fail_times;

/* Only submissions are judged: to_submit is the second argument. */
static int judge(const struct seccomp_data *call, void *context)
{
	(void)call;
	(void)context;
	if (__atomic_load_n(&fail_times, __ATOMIC_ACQUIRE) == 0)
		return 0;
	__atomic_fetch_sub(&fail_times, 1, __ATOMIC_ACQ_REL);
	return __atomic_load_n(&fail_with, __ATOMIC_ACQUIRE);
}

static void fail(int error, int times)
{
	__atomic_store_n(&fail_with, error, __ATOMIC_RELEASE);
	__atomic_store_n(&fail_times, times, __ATOMIC_RELEASE);
}

static void *submit_elsewhere(void *argument)
{
	int *ret = argument;

	*ret = t_submit(&view, connection.sender, "x", 1, 666);
	return NULL;
}

/* One request, one byte, one result: nothing is left from before. */
static void check_alone(int64_t user_data)
{
	static char byte = 'o';
	struct nzc_cqe cqe;
	char got;

	cqe = t_send(&view, connection.sender, &byte, 1, user_data);
	CHECK_EQ(cqe.res, 1);
	t_receive(connection.receiver, &got, 1);
	CHECK_EQ(got, 'o');
	t_wait_notification(&view, user_data);
	CHECK(t_silent(connection.receiver));
	CHECK_EQ(nzc_ring_wait(view.ring, 0), -ETIME);
}

static void check_other_thread(void)
{
	pthread_t thread;
	int ret;
	int i;

	for (i = 0; i < FAILURES; i++) {
		ret = 0;
		CHECK_EQ(pthread_create(&thread, NULL, submit_elsewhere,
					&ret), 0);
		CHECK_EQ(pthread_join(thread, NULL), 0);
		CHECK_EQ(ret, -EEXIST);
	}
	check_alone(1);
}

static void check_refused(int error, int expected)
{
	int i;

	fail(error, INT32_MAX);
	for (i = 0; i < FAILURES; i++)
		CHECK_EQ(t_submit(&view, connection.sender, "x", 1, 666),
			 expected);
	fail(0, 0);
	check_alone(2);
}

int main(void)
{
	static struct t_court court = { .judge = judge };

	view = t_ring(16, -1);
	connection = t_connect(0, 0);
	if (view.setup_flags & IORING_SETUP_SINGLE_ISSUER)
		check_other_thread();
	t_judged(__NR_io_uring_enter, 1, &court);
	check_alone(3);
	check_refused(EAGAIN, -ENOBUFS);
	check_refused(EBUSY, -ENOBUFS);
	check_refused(ENOMEM, -ENOMEM);
	fail(EINTR, 3);
	check_alone(4);
	CHECK_EQ(nzc_ring_close(view.ring), 0);
	t_disconnect(&connection);
	return 0;
}
