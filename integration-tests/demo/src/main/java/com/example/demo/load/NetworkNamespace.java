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
package com.example.demo.load;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Moves a thread into another network namespace. A socket belongs for ever to the namespace of the thread that made it:
 * so one process can be reached in one and send in another.
 */
final class NetworkNamespace {

    private static final int O_RDONLY_CLOEXEC = 0x80000;
    private static final int CLONE_NEWNET = 0x40000000;

    private NetworkNamespace() {
    }

    /**
     * Moves the calling thread, and no other. Needs root.
     *
     * @param file such as {@code /run/netns/NAME}
     */
    static void enter(Path file) throws IOException {
        LibC libc = Native.load("c", LibC.class);
        try {
            int descriptor = libc.open(file.toString(), O_RDONLY_CLOEXEC);
            try {
                libc.setns(descriptor, CLONE_NEWNET);
            } finally {
                libc.close(descriptor);
            }
        } catch (LastErrorException e) {
            throw new IOException("cannot enter the network namespace " + file + ": " + e.getMessage(), e);
        }
    }

    /** Every method throws if the call fails. */
    interface LibC extends Library {

        int open(String path, int flags) throws LastErrorException;

        int setns(int descriptor, int type) throws LastErrorException;

        int close(int descriptor) throws LastErrorException;
    }
}
