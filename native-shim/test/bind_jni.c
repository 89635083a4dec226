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
 * The functions on the way of a send are offered to a JVM, of which this plays
 * the part that matters: the real one is there in the tests in Java.
 */

#include <jni.h>

#include "helper.h"

static JNINativeMethod bound[8];
static int count;
static jint answer;
static void *shim = &count;

static jint JNICALL register_natives(JNIEnv *env, jclass type,
				     const JNINativeMethod *methods,
				     jint number)
{
	CHECK(env);
	CHECK(type == shim);
	CHECK(number <= 8);
	memcpy(bound, methods, (size_t)number * sizeof(bound[0]));
	count = number;
	return answer;
}

/* The signature has to be that of the C function: the JVM cannot compare. */
static const void *find(const char *name, const char *signature)
{
	int i;

	for (i = 0; i < count; i++) {
		if (!strcmp(bound[i].name, name)) {
			CHECK(!strcmp(bound[i].signature, signature));
			return &bound[i].fnPtr;
		}
	}
	printf("not bound: %s\n", name);
	exit(T_FAIL);
}

/* They refuse a ring of 0, as what they call does. */
static void check_calls(JNIEnv *env)
{
	jint (JNICALL *send)(JNIEnv *, jclass, jlong, jint, jlong, jint, jint,
			     jint, jlong);
	jint (JNICALL *get_events)(JNIEnv *, jclass, jlong);

	memcpy(&send, find("nzc_ring_sendmsg_zc", "(JIJIIIJ)I"), sizeof(send));
	CHECK_EQ(send(env, shim, 0, 0, 0, 0, 0, 0, 0), -EINVAL);
	memcpy(&get_events, find("nzc_ring_get_events", "(J)I"),
	       sizeof(get_events));
	CHECK_EQ(get_events(env, shim, 0), -EINVAL);
}

int main(void)
{
	struct JNINativeInterface_ table = {
		.RegisterNatives = register_natives,
	};
	JNIEnv env = &table;

	CHECK_EQ(nzc_bind_jni(NULL, shim), -EINVAL);
	CHECK_EQ(nzc_bind_jni(&env, NULL), -EINVAL);
	answer = JNI_ERR;
	CHECK_EQ(nzc_bind_jni(&env, shim), -ENOENT);
	answer = JNI_OK;
	CHECK_EQ(nzc_bind_jni(&env, shim), 0);
	CHECK_EQ(count, 2);
	check_calls(&env);
	return 0;
}
