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

import io.netty.channel.EventLoop;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;

import java.lang.reflect.Field;

/**
 * Finds the eventfd that wakes an {@code EpollEventLoop} out of {@code epoll_wait}. Netty 4.1 keeps it in a private
 * field; this is the only place that looks inside Netty.
 */
final class LoopWakeup {

    static final int NOT_FOUND = -1;

    private static final InternalLogger LOGGER = InternalLoggerFactory.getInstance(LoopWakeup.class);

    private LoopWakeup() {
    }

    /** Returns the loop's wake-up eventfd, or {@link #NOT_FOUND}. */
    static int eventFd(EventLoop loop) {
        try {
            Field field = loop.getClass().getDeclaredField("eventFd");
            field.setAccessible(true);
            return ((FileDescriptor) field.get(loop)).intValue();
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOGGER.debug("No access to the event loop's eventfd, a timer will look for completions instead", e);
            return NOT_FOUND;
        }
    }
}
