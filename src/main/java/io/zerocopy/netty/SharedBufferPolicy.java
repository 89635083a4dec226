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
 * When may an application change memory that it has written to a channel? The answer matters only for
 * <em>shared</em> memory: a buffer that somebody besides the transport can still reach, because it was
 * {@linkplain io.netty.buffer.ByteBuf#retain() retained}, is a slice of a buffer that others hold too, or wraps
 * memory of the application's. Memory that nobody but the transport holds is sent without a copy under every
 * policy.
 *
 * @see ZeroCopyChannelOption#ZERO_COPY_SHARED_BUFFERS
 */
public enum SharedBufferPolicy {

    /**
     * Change it when the future of its write has completed, as with every other Netty transport. Shared memory
     * is sent without a copy, and its future completes when the kernel has let go of the memory: about when the
     * peer has acknowledged the bytes. This is the default.
     */
    NOTIFY,

    /**
     * Change it when the future of its write has completed. Shared memory is copied into the kernel, so that the
     * future completes as soon as the bytes are on their way. For applications that wait for each future before
     * the next write, and would otherwise wait a round trip.
     */
    COPY,

    /**
     * Never change it; or only when the application knows by other means that the peer has received it. The
     * future completes as soon as the kernel has accepted the bytes, while the network card may still read the
     * memory. For memory that is written once and then only read, such as a cache: nothing is copied and no
     * future waits. An application that breaks this promise sends corrupt bytes. The buffer itself may be
     * released at any time under every policy: its memory stays allocated until the kernel has let go of it.
     */
    TRUST
}
