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

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * A {@link ResourceLeakDetectorFactory} whose detectors keep every leak report instead of logging it. Netty's own
 * detectors look for leaks only when the next resource of their type is tracked; {@link #drain()} looks at once.
 */
final class LeakRecorder extends ResourceLeakDetectorFactory {
    private static final long COLLECTION_TIMEOUT_SECONDS = 10;

    private final Queue<RecordingDetector<?>> detectors = new ConcurrentLinkedQueue<>();
    private final Queue<String> reports = new ConcurrentLinkedQueue<>();

    /** Must run before the first class with a static detector ({@code AbstractByteBuf}) is initialized. */
    static LeakRecorder install() {
        LeakRecorder recorder = new LeakRecorder();
        setResourceLeakDetectorFactory(recorder);
        return recorder;
    }

    @Override
    @Deprecated
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> type, int samplingInterval, long maxActive) {
        RecordingDetector<T> detector = new RecordingDetector<>(type, samplingInterval, reports);
        detectors.add(detector);
        return detector;
    }

    /** Collects garbage and returns the reports of everything that was leaked since the last call. */
    List<String> drain() throws InterruptedException {
        // Twice: what the first collection finds may hold the last reference to more.
        collectGarbage();
        collectGarbage();
        detectors.forEach(RecordingDetector::poll);
        List<String> drained = new ArrayList<>();
        for (String report = reports.poll(); report != null; report = reports.poll()) {
            drained.add(report);
        }
        return drained;
    }

    private static void collectGarbage() throws InterruptedException {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        WeakReference<Object> canary = new WeakReference<>(new Object(), queue);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(COLLECTION_TIMEOUT_SECONDS);
        do {
            System.gc();
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("no garbage collection (explicit collection disabled?): " + canary);
            }
        } while (queue.remove(TimeUnit.SECONDS.toMillis(1)) == null);
        // One thread enqueues all references of a collection one by one; the canary need not be its last.
        Thread.sleep(5);
    }

    private static final class RecordingDetector<T> extends ResourceLeakDetector<T> {
        private final Queue<String> reports;

        RecordingDetector(Class<T> type, int samplingInterval, Queue<String> reports) {
            super(type, samplingInterval);
            this.reports = reports;
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String resourceType, String records) {
            reports.add(resourceType + records);
        }

        @Override
        protected void reportUntracedLeak(String resourceType) {
            reports.add(resourceType + " (no access records: raise io.netty.leakDetection.level)");
        }

        /** Tracking any object makes the detector look at what the collector has found. */
        @SuppressWarnings("unchecked")
        void poll() {
            T probe = (T) new Object();
            ResourceLeakTracker<T> tracker = trackForcibly(probe);
            tracker.close(probe);
        }
    }
}
