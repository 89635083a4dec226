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
package io.zerocopy.lab.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What has to be undone when the driver ends, also by Ctrl-C or by an exception: processes and wires. */
final class Cleanup {

    private static final Map<Object, Runnable> TASKS = new LinkedHashMap<>();
    private static boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Cleanup::run, "cleanup"));
    }

    private Cleanup() {
    }

    /** Remembers the task until its owner has done it; too late, it is done at once. */
    static synchronized void add(Object owner, Runnable task) {
        if (ending) {
            task.run();
        } else {
            TASKS.put(owner, task);
        }
    }

    static synchronized void remove(Object owner) {
        TASKS.remove(owner);
    }

    /** Whether the driver is about to end. */
    static synchronized boolean isEnding() {
        return ending;
    }

    /** The last first: processes live on the wires that were put up before them. */
    private static synchronized void run() {
        ending = true;
        List<Runnable> tasks = new ArrayList<>(TASKS.values());
        Collections.reverse(tasks);
        tasks.forEach(Runnable::run);
    }
}
