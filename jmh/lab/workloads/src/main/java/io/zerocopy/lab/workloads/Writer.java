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

import java.util.concurrent.CompletableFuture;

/** What one connection of a stream writes in one round. Used on the connection's event loop only. */
interface Writer {

    /** The round begins. */
    void start();

    /** The channel has become writable again. */
    void resume();

    /** The round ends: completes the future when everything that was started is accepted by the kernel. */
    void stop(CompletableFuture<Void> finished);
}
