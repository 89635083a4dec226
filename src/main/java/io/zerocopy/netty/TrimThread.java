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

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Gives back, from time to time, the memory that threads which are no event loop share. It is a daemon, since nobody's
 * work is done by it, and ends when there is nothing left to do.
 */
final class TrimThread {

    private static final ScheduledThreadPoolExecutor EXECUTOR = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "zerocopy-trim");
        thread.setDaemon(true);
        // It serves the whole process and must not keep the loader of the application that came first.
        thread.setContextClassLoader(null);
        return thread;
    });

    static {
        EXECUTOR.setKeepAliveTime(1, TimeUnit.SECONDS);
        EXECUTOR.allowCoreThreadTimeOut(true);
        EXECUTOR.setRemoveOnCancelPolicy(true);
    }

    private TrimThread() {
    }

    static Future<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return EXECUTOR.schedule(task, delay, unit);
    }
}
