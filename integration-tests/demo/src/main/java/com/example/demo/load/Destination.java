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

import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * Where a load goes.
 *
 * @param receiver  who takes it, {@code null} for a receiver inside this process
 * @param namespace the file of the network namespace to send from, {@code null} for the process's own
 */
public record Destination(InetSocketAddress receiver, Path namespace) {

    /** Who takes the load, and so whether the kernel can do without a copy. */
    public enum Kind {
        /** This process, by loopback: the kernel copies when it delivers. */
        LOOPBACK,
        /** The far end of the wire, which takes packets off before anybody has to copy. */
        WIRE,
        /** Another machine, as far as this one can tell. */
        NETWORK
    }

    /** A receiver inside this process. */
    public static final Destination LOCAL = new Destination(null, null);

    /** What the path to the receiver is. */
    public Kind kind() {
        if (namespace != null) {
            return Kind.WIRE;
        }
        return receiver == null ? Kind.LOOPBACK : Kind.NETWORK;
    }
}
