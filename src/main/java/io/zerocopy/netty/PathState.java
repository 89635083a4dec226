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
 * What the transport knows about a connection that has sent something large: whether zero-copy sends are worth it on
 * its path.
 */
public enum PathState {
    /** Not known yet: one send has gone by zero copy, or will, and the kernel's report on it is outstanding. */
    PROBING,
    /** The kernel sends from the buffers' own memory. */
    ZERO_COPY,
    /** The kernel copies zero-copy sends after all, as it does where packets are delivered on this machine. */
    LOCAL_PATH,
    /** The kernel had no memory, or no memlock allowance, for the last zero-copy send. */
    CONGESTED,
    /** Zero copy is switched off for the connection or its event loop, or not possible there. */
    DISABLED;

    static final PathState[] ALL = values();
}
