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

import java.io.IOException;

/**
 * A peer took nothing for longer than {@link ZeroCopyChannelOption#ZERO_COPY_HOLD_TIMEOUT} allows while memory was
 * pinned for it. The connection is reset right after its handlers have seen this.
 */
public final class HoldTimeoutException extends IOException {

    private static final long serialVersionUID = 1;

    HoldTimeoutException(long bytes, int timeoutMillis) {
        super(bytes + " bytes are pinned for a peer that has taken nothing for " + timeoutMillis + " ms");
    }
}
