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

import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;

/** Finds the handshake of a connection that has read something. */
final class AcceptGateHandshake {

    /** Netty's TLS is an optional dependency. */
    private static final boolean HAS_TLS = isPresent("io.netty.handler.ssl.SslHandler");

    private AcceptGateHandshake() {
    }

    /** Returns a future that is done when the handshake is, or {@code null} if it is too early to say. */
    static Future<?> of(ChannelPipeline pipeline) {
        return HAS_TLS ? Tls.handshake(pipeline) : none();
    }

    private static Future<?> none() {
        return ImmediateEventExecutor.INSTANCE.newSucceededFuture(null);
    }

    private static boolean isPresent(String className) {
        try {
            Class.forName(className, false, AcceptGateHandshake.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Loaded only where Netty's TLS is. */
    private static final class Tls {
        static Future<?> handshake(ChannelPipeline pipeline) {
            SslHandler tls = pipeline.get(SslHandler.class);
            if (tls != null) {
                return tls.handshakeFuture();
            }
            // It puts the SslHandler in its place when it knows whom the client wants to talk to.
            return pipeline.get(AbstractSniHandler.class) == null ? none() : null;
        }
    }
}
