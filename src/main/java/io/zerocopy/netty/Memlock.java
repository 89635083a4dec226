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

/** How much memory this process may lock. */
final class Memlock {

    private Memlock() {
    }

    /** In bytes, {@link Long#MAX_VALUE} if there is no limit. */
    static long limit() {
        DoctorProcess process = new DoctorProcess(new DoctorFiles(Path.of("/")));
        if (process.hasCapability(DoctorProcess.CAP_IPC_LOCK)) {
            return Long.MAX_VALUE;
        }
        return process.limit(DoctorProcess.LOCKED_MEMORY).map(DoctorProcess.Limit::soft).orElse(0L);
    }
}
