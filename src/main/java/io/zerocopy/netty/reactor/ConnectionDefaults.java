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
package io.zerocopy.netty.reactor;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.zerocopy.netty.ZeroCopyServerSocketChannel;
import io.zerocopy.netty.ZeroCopySocketChannel;

import java.util.Map;

/**
 * Options for every TCP connection, set before Reactor Netty sets those of the application. Loop resources see only
 * the server's own channel, so that in its pipeline this waits for the connections that it accepts.
 */
@Sharable
final class ConnectionDefaults extends ChannelInboundHandlerAdapter {

    private static final InternalLogger LOGGER = InternalLoggerFactory.getInstance(ConnectionDefaults.class);

    private final Map<ChannelOption<?>, Object> options;

    ConnectionDefaults(Map<ChannelOption<?>, Object> options) {
        this.options = Map.copyOf(options);
    }

    /** A channel that is neither a TCP connection nor accepts any stays as it is. */
    void applyTo(Channel channel) {
        if (channel instanceof ZeroCopyServerSocketChannel) {
            channel.pipeline().addLast(this);
        } else if (channel instanceof ZeroCopySocketChannel) {
            options.forEach((option, value) -> set(channel, option, value));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
        applyTo((Channel) accepted);
        ctx.fireChannelRead(accepted);
    }

    /** As Netty's bootstraps do, with a warning rather than a failure. */
    @SuppressWarnings("unchecked")
    private static void set(Channel channel, ChannelOption<?> option, Object value) {
        try {
            if (!channel.config().setOption((ChannelOption<Object>) option, value)) {
                LOGGER.warn("Unknown channel option '{}' for channel '{}'", option, channel);
            }
        } catch (RuntimeException e) {
            LOGGER.warn("Failed to set channel option '{}' with value '{}' for channel '{}'",
                    option, value, channel, e);
        }
    }
}
