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
 * The error numbers that decide a route (Linux generic numbering, the same on x86-64, AArch64 and RISC-V).
 */
final class Errno {

    static final int EPERM = -1;
    static final int EINTR = -4;
    static final int EAGAIN = -11;
    static final int ENOMEM = -12;
    static final int EACCES = -13;
    static final int EFAULT = -14;
    static final int EINVAL = -22;
    static final int ENOSYS = -38;
    static final int ETIME = -62;
    static final int EOPNOTSUPP = -95;
    static final int ENOBUFS = -105;
    static final int EINPROGRESS = -115;

    private Errno() {
    }

    /** The kernel could not pin or account more memory now: the bytes are copied instead. */
    static boolean isOutOfMemory(int error) {
        return error == ENOMEM || error == ENOBUFS;
    }

    /** This socket, kernel or memory will never do it. */
    static boolean isUnsupported(int error) {
        return error == EOPNOTSUPP || error == EINVAL || error == EFAULT;
    }

    static String describe(int error) {
        switch (error) {
            case EPERM:
                return "EPERM (forbidden, for example by seccomp or kernel.io_uring_disabled)";
            case EACCES:
                return "EACCES (refused, for example by SELinux)";
            case ENOSYS:
                return "ENOSYS (not in this kernel, or refused by seccomp)";
            case ENOMEM:
                return "ENOMEM (the memlock limit is too small, see ulimit -l)";
            case EINVAL:
                return "EINVAL";
            case EOPNOTSUPP:
                return "EOPNOTSUPP";
            case ENOBUFS:
                return "ENOBUFS";
            default:
                return "errno " + -error;
        }
    }
}
