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
package io.zerocopy.lab.load;

import io.netty.buffer.ByteBuf;
import io.zerocopy.lab.protocol.Parameters;
import io.zerocopy.lab.protocol.Round;
import io.zerocopy.lab.protocol.Session;
import io.zerocopy.lab.protocol.UnsupportedException;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;

/** Writes as much as its connections take. A message is a chunk. */
final class SourceSession implements Session {

    private static final int CHUNK = 64 << 10;

    private final Loop loop;
    private final List<Pump> pumps;
    private Tally tally;

    private SourceSession(Loop loop, List<Pump> pumps) {
        this.loop = loop;
        this.pumps = pumps;
    }

    static Session open(Parameters parameters) throws Exception {
        String host = parameters.string("host");
        int port = parameters.port("port");
        int connections = parameters.positive("connections");
        ByteBuf chunk = Reusable.buffer(new byte[CHUNK]);
        Loop loop = new Loop();
        try {
            return new SourceSession(loop, loop.connect(host, port, connections, () -> new Pump(loop, chunk)));
        } catch (Throwable t) {
            loop.close();
            throw t;
        }
    }

    @Override
    public void begin(OptionalDouble rate) throws Exception {
        if (rate.isPresent()) {
            throw new UnsupportedException("a source writes as fast as it can");
        }
        loop.check();
        loop.call(() -> {
            tally = new Tally();
            pumps.forEach(pump -> pump.start(tally));
            return tally;
        });
    }

    @Override
    public Round end() throws Exception {
        CompletableFuture<?>[] drained =
                loop.call(() -> pumps.stream().map(Pump::stop).toArray(CompletableFuture<?>[]::new));
        if (!loop.await(drained)) {
            throw new IllegalStateException("the connections did not take all within " + END_TIMEOUT_SECONDS + " s");
        }
        return loop.call(() -> tally.round(null, Map.of()));
    }

    @Override
    public void close() throws InterruptedException {
        loop.close();
    }
}
