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

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.zerocopy.lab.protocol.Parameters;
import io.zerocopy.lab.protocol.Round;
import io.zerocopy.lab.protocol.Session;
import io.zerocopy.lab.protocol.UnsupportedException;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.OptionalDouble;

/** A server, which works for whoever connects; a round counts what it finished meanwhile. */
final class ServerSession implements Session {

    private final Loops loops;
    private final Meter meter;
    private final int port;

    private ServerSession(Loops loops, Meter meter, int port) {
        this.loops = loops;
        this.meter = meter;
        this.port = port;
    }

    static Session open(Contender contender, Parameters parameters, Service service) throws Exception {
        String host = parameters.string("host");
        int port = parameters.listenPort();
        Loops loops = new Loops(contender, parameters);
        try {
            Channel listener = service.prepare(loops).childHandler(new ChannelInitializer<>() {
                @Override
                protected void initChannel(Channel channel) {
                    loops.closeAtEnd(channel);
                    service.accept(channel, loops);
                }
            }).bind(host, port).sync().channel();
            loops.closeAtEnd(listener);
            return new ServerSession(loops, new Meter(contender, loops),
                    ((InetSocketAddress) listener.localAddress()).getPort());
        } catch (Throwable t) {
            loops.close();
            throw t;
        }
    }

    @Override
    public Map<String, ?> opened() {
        return Map.of("port", port);
    }

    @Override
    public void begin(OptionalDouble rate) throws Exception {
        if (rate.isPresent()) {
            throw new UnsupportedException("a server's rate is its clients' affair");
        }
        meter.begin();
    }

    @Override
    public Round end() throws Exception {
        return meter.end(null, Map.of());
    }

    @Override
    public void close() throws InterruptedException {
        loops.close();
    }
}
