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

import java.nio.file.Path;
import java.util.function.IntSupplier;

/**
 * Examines this process and prints the report; returns the exit code. The {@link Doctor} makes it by reflection, in a
 * class loader that may be another than its own.
 */
final class DoctorRun implements IntSupplier {

    private static final int EXIT_AVAILABLE = 0;
    private static final int EXIT_UNAVAILABLE = 1;

    @Override
    public int getAsInt() {
        DoctorHost host = new DoctorHost(new DoctorFiles(Path.of("/")), System::getenv, System::getProperty);
        DoctorReport report = new DoctorReport(host, inspectShim(), DoctorEpoll.inspect());
        System.out.print(report.text());
        System.out.flush();
        return report.isAvailable() ? EXIT_AVAILABLE : EXIT_UNAVAILABLE;
    }

    private static DoctorNative inspectShim() {
        try {
            return DoctorShim.inspect();
        } catch (Throwable t) {
            // DoctorShim itself cannot be linked without JNA.
            return DoctorNative.failed(t);
        }
    }
}
