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

import io.zerocopy.lab.protocol.Parameters;
import io.zerocopy.lab.protocol.Round;
import io.zerocopy.lab.protocol.Session;

import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Connections that ask and wait for the answer: one request at a time each. */
final class ClientSession implements Session {

    private static final long MAX_RATE = TimeUnit.SECONDS.toNanos(1);

    private final Loop loop;
    private final List<Exchange> exchanges;
    private Requests requests;

    private ClientSession(Loop loop, List<Exchange> exchanges) {
        this.loop = loop;
        this.exchanges = exchanges;
    }

    static Session open(Parameters parameters, Function<Loop, Exchange> exchange) throws Exception {
        String host = parameters.string("host");
        int port = parameters.port("port");
        int connections = parameters.positive("connections");
        Loop loop = new Loop();
        try {
            return new ClientSession(loop, loop.connect(host, port, connections, () -> exchange.apply(loop)));
        } catch (Throwable t) {
            loop.close();
            throw t;
        }
    }

    @Override
    public void begin(OptionalDouble rate) throws Exception {
        if (rate.isPresent() && rate.getAsDouble() > MAX_RATE) {
            throw new IllegalArgumentException("rate is more than one request a nanosecond");
        }
        loop.check();
        loop.call(() -> {
            requests = rate.isPresent() ? new OpenLoop(new Schedule(System.nanoTime(), rate.getAsDouble()))
                    : new ClosedLoop();
            exchanges.forEach(exchange -> exchange.join(requests));
            return requests;
        });
    }

    @Override
    public Round end() throws Exception {
        CompletableFuture<Void> answered = loop.call(requests::stop);
        // If not all are, the round says how many.
        loop.await(answered);
        return loop.call(requests::round);
    }

    @Override
    public void close() throws InterruptedException {
        loop.close();
    }
}
