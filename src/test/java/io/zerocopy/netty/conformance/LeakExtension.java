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
package io.zerocopy.netty.conformance;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.util.List;

/**
 * Fails a test class if a reference-counted resource was leaked by the time it ended. Registered for every test class
 * by {@code META-INF/services}; a leak that only becomes garbage later is reported by a later class of the same JVM,
 * with the access records that name its origin.
 */
public final class LeakExtension implements AfterAllCallback {
    private static final LeakRecorder RECORDER = LeakRecorder.install();

    static LeakRecorder recorder() {
        return RECORDER;
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        List<String> leaks = RECORDER.drain();
        if (!leaks.isEmpty()) {
            throw new AssertionError(leaks.size() + " LEAK(s):\n" + String.join("\n", leaks));
        }
    }
}
