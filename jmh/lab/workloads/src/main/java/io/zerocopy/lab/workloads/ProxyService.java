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

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.zerocopy.lab.protocol.Parameters;
import io.zerocopy.lab.protocol.UnsupportedException;

/** Relays from each accepted connection to one of its own to the target, on the same event loop. */
final class ProxyService implements Service {

    private final String targetHost;
    private final int targetPort;
    private final Relay relay;

    private ProxyService(Parameters parameters, Relay relay) {
        targetHost = parameters.string("target-host");
        targetPort = parameters.port("target-port");
        this.relay = relay;
    }

    static Service of(Contender contender, Parameters parameters) throws UnsupportedException {
        return new ProxyService(parameters, parameters.flag("splice") ? spliceRelay(contender) : new PipelineRelay());
    }

    /** {@link SpliceRelay} may be touched only where there are classes of epoll. */
    private static Relay spliceRelay(Contender contender) throws UnsupportedException {
        try {
            if (Class.forName("io.netty.channel.epoll.AbstractEpollStreamChannel")
                     .isAssignableFrom(contender.channel())) {
                return new SpliceRelay();
            }
        } catch (ClassNotFoundException e) {
            // Then it is no epoll channel either.
        }
        throw new UnsupportedException("only epoll channels can splice");
    }

    @Override
    public ServerBootstrap prepare(Loops loops) {
        return relay.prepare(loops.server().childOption(ChannelOption.AUTO_READ, false));
    }

    @Override
    public void accept(Channel accepted, Loops loops) {
        ChannelFuture connected = relay.prepare(loops.client(accepted.eventLoop()))
                .handler(relay.targetHandler(accepted))
                .connect(targetHost, targetPort);
        loops.closeAtEnd(connected.channel());
        ChannelHandler fromAccepted = relay.acceptedHandler(connected.channel(), loops.tally(accepted));
        accepted.pipeline().addLast(fromAccepted);
        connected.addListener(future -> {
            if (future.isSuccess()) {
                relay.start(accepted, connected.channel());
            } else {
                accepted.close();
            }
        });
    }
}
