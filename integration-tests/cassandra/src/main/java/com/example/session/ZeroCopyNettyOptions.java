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
package com.example.session;

import com.datastax.oss.driver.internal.core.context.DefaultNettyOptions;
import com.datastax.oss.driver.internal.core.context.InternalDriverContext;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopySocketChannel;

/** What the driver uses of Netty: event loops, channels and buffers of the zero-copy transport. */
final class ZeroCopyNettyOptions extends DefaultNettyOptions {

    private final ZeroCopyEventLoopGroup group;

    ZeroCopyNettyOptions(InternalDriverContext context, ZeroCopyEventLoopGroup group) {
        super(context);
        this.group = group;
    }

    @Override
    public EventLoopGroup ioEventLoopGroup() {
        return group;
    }

    @Override
    public Class<? extends Channel> channelClass() {
        return ZeroCopySocketChannel.class;
    }

    @Override
    public ByteBufAllocator allocator() {
        return group.allocator();
    }
}
