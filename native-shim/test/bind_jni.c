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

static jint call(const char *name, JNIEnv *env)
{
	jint (JNICALL *function)(JNIEnv *, jclass, jlong) = NULL;
	int i;

	for (i = 0; i < count; i++) {
		if (!strcmp(bound[i].name, name)) {
			CHECK(!strcmp(bound[i].signature, "(J)I"));
			memcpy(&function, &bound[i].fnPtr, sizeof(function));
		}
	}
	CHECK(function);
	return function(env, shim, 0);
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
	/* They refuse an address of 0, as what they call does. */
	CHECK_EQ(call("nzc_ring_sendmsg_zc", &env), -EINVAL);
	CHECK_EQ(call("nzc_ring_get_events", &env), -EINVAL);
	return 0;
}
