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

import com.sun.jna.JNIEnv;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

import java.util.Map;

/**
 * The C shim, bound by JNA direct mapping: primitives and raw addresses only, {@code -errno} results. The functions
 * on the way of each send are bound once more, by JNI, since JNA's way to a function costs too much there; the call
 * that does so is the only one with objects.
 * {@code native-shim/src/netty_zerocopy.h} documents each function. Nothing of Netty is needed here, so that
 * the {@link Doctor} can run with JNA alone.
 */
final class NativeShim {

    static final String LIBRARY = "netty_zerocopy";

    private static final int ABI_VERSION = 6;

    private NativeShim() {
    }

    /**
     * Loads the library and checks that it is the one this jar was built with.
     *
     * @throws Throwable anything that JNA, the dynamic linker or the JDK's native-access checks may throw
     */
    static void load() throws Throwable {
        NativeLibrary library = library();
        // First: a library of another version may lack functions that are looked up next.
        verify("ABI version", library.getFunction("nzc_abi_version").invokeInt(new Object[0]), ABI_VERSION);
        Native.register(NativeShim.class, library);
        verify("size of nzc_ring_view", nzc_sizeof(RingLayout.SIZEOF_RING_VIEW), RingLayout.RING_VIEW_SIZE);
        verify("size of nzc_probe", nzc_sizeof(RingLayout.SIZEOF_PROBE), RingLayout.PROBE_SIZE);
        verify("size of io_uring_cqe", nzc_sizeof(RingLayout.SIZEOF_CQE), RingLayout.CQE_SIZE);
        verify("result of nzc_bind_jni", nzc_bind_jni(JNIEnv.CURRENT, NativeShim.class), 0);
    }

    /** The same instance each time; the first call loads it. */
    static NativeLibrary library() {
        // With our own class loader JNA finds it also in fat jars and nested class loaders.
        return NativeLibrary.getInstance(LIBRARY, Map.of(
                Library.OPTION_CLASSLOADER, NativeShim.class.getClassLoader(), Library.OPTION_ALLOW_OBJECTS, true));
    }

    private static void verify(String what, int actual, int expected) {
        if (actual != expected) {
            throw new UnsatisfiedLinkError(
                    "lib" + LIBRARY + ".so does not match this jar: " + what + " is " + actual + ", not " + expected);
        }
    }

    static native int nzc_abi_version();

    static native int nzc_sizeof(int what);

    static native int nzc_bind_jni(JNIEnv env, Class<?> shim);

    static native int nzc_probe(long out);

    static native int nzc_ring_open(long view, int cqEntries, int eventFd);

    static native int nzc_ring_close(long ring);

    static native int nzc_ring_sendmsg_zc(
            long ring, int fd, long iov, int iovCount, int msgFlags, int zcFlags, long userData);

    static native long nzc_memory_map(long bytes);

    static native int nzc_memory_unmap(long address, long bytes);

    static native long nzc_buffers_open(int slots);

    static native int nzc_buffers_close(long buffers);

    static native int nzc_buffers_set(long buffers, int slot, long address, long bytes);

    static native int nzc_ring_take_buffers(long ring, long buffers);

    static native int nzc_ring_get_events(long ring);

    static native int nzc_ring_timeout(long ring, long nanos, long userData);

    static native int nzc_ring_wait(long ring, int timeoutMillis);
}
