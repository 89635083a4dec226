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

import java.nio.channels.ClosedChannelException;

/**
 * Fails the write of shared memory whose event loop ended before the peer acknowledged the bytes: they may well
 * arrive, but the memory must not be written to again.
 */
final class StillInFlightException extends ClosedChannelException {

    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
        return "the event loop ended while the kernel was still sending from this buffer; do not reuse its memory";
    }
}
