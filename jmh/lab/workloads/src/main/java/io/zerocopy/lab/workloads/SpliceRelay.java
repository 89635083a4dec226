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

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.epoll.AbstractEpollStreamChannel;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollMode;

/**
 * Inside the kernel, by splice(2). No byte is seen, so none is counted. Netty means to drop all of it one day. It does
 * not splice to the very end: what the target has not taken when the accepted connection's end is seen gets lost. A
 * source that wants all of its bytes to arrive keeps its connection open until they have.
 */
@SuppressWarnings("deprecation")
final class SpliceRelay implements Relay {

    /** Netty splices level-triggered channels only. */
    @Override
    public ServerBootstrap prepare(ServerBootstrap bootstrap) {
        return bootstrap.childOption(EpollChannelOption.EPOLL_MODE, EpollMode.LEVEL_TRIGGERED);
    }

    @Override
    public Bootstrap prepare(Bootstrap bootstrap) {
        return bootstrap.option(EpollChannelOption.EPOLL_MODE, EpollMode.LEVEL_TRIGGERED);
    }

    @Override
    public ChannelHandler acceptedHandler(Channel target, Tally tally) {
        return new RelayEnd(target);
    }

    @Override
    public ChannelHandler targetHandler(Channel accepted) {
        return new RelayEnd(accepted);
    }

    @Override
    public void start(Channel accepted, Channel target) {
        ((AbstractEpollStreamChannel) accepted).spliceTo((AbstractEpollStreamChannel) target, Integer.MAX_VALUE);
        accepted.config().setAutoRead(true);
    }
}
