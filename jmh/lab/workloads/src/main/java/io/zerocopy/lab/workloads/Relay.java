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

/** How bytes get from an accepted connection to the target. Both are on one event loop. */
interface Relay {

    /** Sets options on accepted connections. */
    default ServerBootstrap prepare(ServerBootstrap bootstrap) {
        return bootstrap;
    }

    /** Sets options on connections to the target. */
    default Bootstrap prepare(Bootstrap bootstrap) {
        return bootstrap;
    }

    /** For the accepted connection's pipeline. It does not read yet. */
    ChannelHandler acceptedHandler(Channel target, Tally tally);

    /** For the target's pipeline. */
    ChannelHandler targetHandler(Channel accepted);

    /** The target is connected. */
    void start(Channel accepted, Channel target);
}
