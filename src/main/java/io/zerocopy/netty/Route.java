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
 * How a run of bytes left: by zero copy, or copied by the kernel for the reason that the name says.
 */
public enum Route {
    /** Sent from the buffers' own memory. */
    ZERO_COPY,
    /** Copied: fewer bytes than the channel's threshold, or mostly tiny buffers. */
    SMALL,
    /** Copied: the kernel copies on this path anyway, or it is not yet known whether it does. */
    LOCAL_PATH,
    /** Copied: the application shares this memory, and zero copy would not be safe or was not wanted for it. */
    SHARED,
    /** Copied: too many bytes or requests of this channel, event loop or group are in flight already. */
    BUDGET,
    /** Copied: the kernel had no memory, or no memlock allowance, to pin more pages. */
    NO_MEMORY,
    /** Copied: this socket, or this kernel, cannot send without copying. */
    UNSUPPORTED,
    /** Copied: zero copy is switched off for this channel, event loop or process. */
    DISABLED,
    /** Not a {@link io.netty.buffer.ByteBuf}: a file region or a spliced pipe, sent by Netty as it is. */
    NOT_BYTEBUF;

    static final Route[] ALL = values();
}
