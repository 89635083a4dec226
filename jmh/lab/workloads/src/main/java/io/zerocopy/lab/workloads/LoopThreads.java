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
package io.zerocopy.lab.workloads;

import com.sun.management.ThreadMXBean;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Makes the threads of event loops as Netty does, and knows what they allocate. */
final class LoopThreads extends DefaultThreadFactory {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    LoopThreads() {
        super("loop");
    }

    @Override
    protected Thread newThread(Runnable task, String name) {
        Thread thread = super.newThread(task, name);
        threads.add(thread);
        return thread;
    }

    /** Heap bytes that the threads have allocated so far. */
    long allocatedBytes() {
        long bytes = 0;
        for (Thread thread : threads) {
            // -1 for a thread that is not alive.
            bytes += Math.max(0, THREADS.getThreadAllocatedBytes(thread.getId()));
        }
        return bytes;
    }
}
