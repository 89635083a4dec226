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

import java.io.IOException;

/** A child process answered by an error, not in time, or not at all any more. */
final class ChildException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean unsupported;

    private ChildException(String message, boolean unsupported) {
        super(message);
        this.unsupported = unsupported;
    }

    static ChildException failed(String message) {
        return new ChildException(message, false);
    }

    static ChildException unsupported(String reason) {
        return new ChildException(reason, true);
    }

    /** Whether the process is well, and cannot do what it was asked for by nature. */
    boolean isUnsupported() {
        return unsupported;
    }
}
