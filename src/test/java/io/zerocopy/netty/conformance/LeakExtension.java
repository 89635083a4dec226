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

import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
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
    private static final InternalLogger LOGGER = InternalLoggerFactory.getInstance(LeakExtension.class);

    static LeakRecorder recorder() {
        return RECORDER;
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        try {
            throwIfLeaked();
        } catch (AssertionError leak) {
            // The log remembers it even if the class runs again and, this time, passes.
            LOGGER.error(leak.getMessage());
            throw leak;
        }
    }

    static void throwIfLeaked() throws InterruptedException {
        List<String> leaks = RECORDER.drain();
        if (!leaks.isEmpty()) {
            throw new AssertionError("LEAK: " + leaks.size() + " not released\n" + String.join("\n", leaks));
        }
    }
}
