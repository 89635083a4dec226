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

import io.netty.channel.ChannelOption;
import io.netty.channel.unix.UnixChannelOption;

/**
 * The options of a {@link ZeroCopySocketChannel} beyond those of Netty's epoll transport. Set them with
 * {@code Bootstrap.option(...)} or {@code ServerBootstrap.childOption(...)}; the defaults of the whole process come
 * from system properties, named with each option.
 *
 * @param <T> the type of the option's value
 */
public final class ZeroCopyChannelOption<T> extends UnixChannelOption<T> {

    /**
     * How many bytes must be waiting in consecutive buffers for them to leave without a copy; smaller runs take
     * Netty's epoll route. {@code -1}: nothing ever does; {@code 0}: everything does, on local paths
     * too. Default: 32768 ({@code io.zerocopy.netty.threshold}).
     */
    public static final ChannelOption<Integer> ZERO_COPY_THRESHOLD =
            valueOf(ZeroCopyChannelOption.class, "ZERO_COPY_THRESHOLD");

    /**
     * How many bytes of the channel the kernel may hold at a time; what exceeds them is copied. {@code 0}: everything
     * is copied. Default: 32 MiB ({@code io.zerocopy.netty.inFlightLimit}).
     */
    public static final ChannelOption<Integer> ZERO_COPY_IN_FLIGHT_LIMIT =
            valueOf(ZeroCopyChannelOption.class, "ZERO_COPY_IN_FLIGHT_LIMIT");

    /**
     * Whether a connection learns from the kernel's reports whether zero copy is worth it on its path, and copies
     * where it is not. Default: {@code true} ({@code io.zerocopy.netty.learnPath}).
     */
    public static final ChannelOption<Boolean> ZERO_COPY_LEARN_PATH =
            valueOf(ZeroCopyChannelOption.class, "ZERO_COPY_LEARN_PATH");

    /**
     * When an application may change memory that it has written and kept. Default:
     * {@link SharedBufferPolicy#NOTIFY} ({@code io.zerocopy.netty.sharedBuffers}).
     */
    public static final ChannelOption<SharedBufferPolicy> ZERO_COPY_SHARED_BUFFERS =
            valueOf(ZeroCopyChannelOption.class, "ZERO_COPY_SHARED_BUFFERS");

    /**
     * How many milliseconds a peer that has stopped acknowledging may keep memory from being released after the
     * channel was closed. {@code 0}: as long as the kernel's own limits allow, which is many minutes. Default: 30000
     * ({@code io.zerocopy.netty.closeTimeoutMillis}).
     */
    public static final ChannelOption<Integer> ZERO_COPY_CLOSE_TIMEOUT =
            valueOf(ZeroCopyChannelOption.class, "ZERO_COPY_CLOSE_TIMEOUT");

    /**
     * For how many milliseconds a peer may take nothing while memory is pinned for it. Then the handlers get a
     * {@link HoldTimeoutException} and the connection is reset, which releases the memory. {@code 0}: for ever.
     * Default: 300000 ({@code io.zerocopy.netty.holdTimeoutMillis}).
     */
    public static final ChannelOption<Integer> ZERO_COPY_HOLD_TIMEOUT =
            valueOf(ZeroCopyChannelOption.class, "ZERO_COPY_HOLD_TIMEOUT");

    /**
     * Whether bytes in flight count against {@link #WRITE_BUFFER_WATER_MARK}, so that {@code Channel.isWritable()}
     * tells about all memory that the connection holds. Uses the last index of
     * {@link io.netty.channel.ChannelOutboundBuffer#setUserDefinedWritability}. Default: {@code false}
     * ({@code io.zerocopy.netty.writability}).
     */
    public static final ChannelOption<Boolean> ZERO_COPY_WRITABILITY =
            valueOf(ZeroCopyChannelOption.class, "ZERO_COPY_WRITABILITY");

    @SuppressWarnings({ "unused", "deprecation" })
    private ZeroCopyChannelOption() {
    }
}
