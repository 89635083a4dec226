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
/* Version and sizes, as the Java side checks them at load time. */

#include "helper.h"

int main(void)
{
	CHECK_EQ(nzc_abi_version(), 6);
	CHECK_EQ(nzc_sizeof(NZC_SIZEOF_RING_VIEW), 64);
	CHECK_EQ(nzc_sizeof(NZC_SIZEOF_PROBE), 32);
	CHECK_EQ(nzc_sizeof(NZC_SIZEOF_CQE), 16);
	CHECK_EQ(nzc_sizeof(3), -EINVAL);
	CHECK_EQ(nzc_sizeof(-1), -EINVAL);
	return 0;
}
