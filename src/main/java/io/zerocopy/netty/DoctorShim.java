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

import com.sun.jna.Native;
import com.sun.jna.Platform;

import java.io.File;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;

/**
 * Loads the native library as {@link ZeroCopy} does and tries what the kernel allows. The only class of the report
 * that cannot be linked without JNA.
 */
final class DoctorShim {

    private static final int NO_EVENT_FD = -1;
    // The kernel gives back the memory of a closed ring, that of the probe, a little later.
    private static final long PAUSE_MILLIS = 100;

    private final String jna = describeJna();
    private final String resource = Platform.RESOURCE_PREFIX + "/" + System.mapLibraryName(NativeShim.LIBRARY);
    private final boolean packed = NativeShim.class.getClassLoader().getResource(resource) != null;

    private DoctorShim() {
    }

    static DoctorNative inspect() {
        return new DoctorShim().examine();
    }

    private DoctorNative examine() {
        try {
            NativeShim.load();
        } catch (Throwable t) {
            return new DoctorNative(jna, resource, packed, null, 0, t, null, 0);
        }
        String library = describeLibrary();
        int abi = NativeShim.nzc_abi_version();
        try {
            DoctorNative.Kernel kernel = DoctorNative.Kernel.of(KernelSupport.probe());
            int largestRing = kernel.ringError() == 0 ? largestRing() : 0;
            return new DoctorNative(jna, resource, packed, library, abi, null, kernel, largestRing);
        } catch (RuntimeException e) {
            return new DoctorNative(jna, resource, packed, library, abi, e, null, 0);
        }
    }

    private static String describeJna() {
        String version = Native.class.getPackage().getImplementationVersion();
        var location = DoctorClassPath.locationOf(Native.class);
        String from = location == null ? "" : location.toString();
        return version == null ? from : version + (from.isEmpty() ? "" : ", " + from);
    }

    private String describeLibrary() {
        File file = NativeShim.library().getFile();
        // JNA deletes what it unpacked, so its name is of no use.
        return file.getName().endsWith(".tmp") ? "unpacked by JNA from " + resource : file.toString();
    }

    private static int largestRing() {
        if (canOpen(DoctorNative.WANTED_RING)) {
            return DoctorNative.WANTED_RING;
        }
        pause();
        for (int entries = DoctorNative.WANTED_RING; entries >= DoctorNative.SMALLEST_RING; entries /= 2) {
            if (canOpen(entries)) {
                return entries;
            }
        }
        return 0;
    }

    private static boolean canOpen(int entries) {
        ByteBuffer view = ByteBuffer.allocateDirect(RingLayout.RING_VIEW_SIZE).order(ByteOrder.nativeOrder());
        if (NativeShim.nzc_ring_open(Memory.address(view), entries, NO_EVENT_FD) != 0) {
            return false;
        }
        NativeShim.nzc_ring_close(view.getLong(RingLayout.VIEW_RING));
        return true;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
