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
package com.example.demo.load;

import java.util.Objects;

/**
 * A load, always over the same number of connections on one event loop, as fast as they go.
 *
 * @param transport    what sends it
 * @param messageBytes the size of the buffers; each is written and flushed on its own
 */
public record LoadShape(Transport transport, int messageBytes) {

    /** Far more than enough for any of them to be large. */
    public static final int MAX_MESSAGE_BYTES = 4 << 20;

    static final int CONNECTIONS = 8;

    public LoadShape {
        Objects.requireNonNull(transport, "transport");
        if (messageBytes < 1 || messageBytes > MAX_MESSAGE_BYTES) {
            throw new IllegalArgumentException("a message has 1 to " + MAX_MESSAGE_BYTES + " bytes, not "
                    + messageBytes);
        }
    }
}
