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
package io.zerocopy.netty;

/**
 * What became of the native library, and what it found out. Plain values, so that the report can be tested with
 * kernels that are not at hand.
 *
 * @param jna where JNA comes from, empty if unknown
 * @param resource the library's name in the jar, empty if unknown
 * @param packed whether the jar has it
 * @param library where the library was loaded from, {@code null} if it was not
 * @param abi the version of its interface
 * @param failure why there is no {@code kernel}, else {@code null}
 * @param kernel what the kernel offers, {@code null} if it could not be asked
 * @param largestRing the entries of the largest completion queue that could be had, 0 if none
 */
record DoctorNative(String jna, String resource, boolean packed, String library, int abi, Throwable failure,
                    Kernel kernel, int largestRing) {

    /** The completion queue an event loop asks for, by default; it takes half as much until that can be had. */
    static final int WANTED_RING = 4096;
    static final int SMALLEST_RING = 16;

    /** As {@link KernelSupport} tells it. */
    record Kernel(int ringError, int setupFlags, boolean sendZc, boolean sendmsgZc, boolean reportsUsage,
                  boolean restrictions) {

        static Kernel of(KernelSupport support) {
            return new Kernel(support.ringError(), support.setupFlags(), support.hasSendZc(), support.hasSendmsgZc(),
                    support.reportsUsage(), support.hasRestrictions());
        }
    }

    /** JNA could not even be asked for the library. */
    static DoctorNative failed(Throwable failure) {
        return new DoctorNative("", "", false, null, 0, failure, null, 0);
    }

    /** Whether the library works, whatever the kernel says. */
    boolean isLoaded() {
        return library != null;
    }

    /** Whether the kernel lets this process create a ring. */
    boolean hasRing() {
        return kernel != null && kernel.ringError() == 0;
    }
}
