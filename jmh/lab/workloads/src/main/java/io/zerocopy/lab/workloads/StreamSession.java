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
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.zerocopy.lab.protocol.Latencies;
import io.zerocopy.lab.protocol.Parameters;
import io.zerocopy.lab.protocol.Round;
import io.zerocopy.lab.protocol.Session;
import io.zerocopy.lab.workloads.OpenLoopWriter.Schedule;
import org.HdrHistogram.Histogram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Connections that write messages, as fast as they can or at a rate. */
final class StreamSession implements Session {

    /** So that every connection is ready when its first message is due. */
    private static final long LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Loops loops;
    private final Meter meter;
    private final Messages messages;
    private final List<StreamConnection> connections = new ArrayList<>();
    private final Map<EventLoop, Histogram> latencies = new HashMap<>();
    private final List<OpenLoopWriter> openLoop = new ArrayList<>();

    private StreamSession(Contender contender, Loops loops, Messages messages) {
        this.loops = loops;
        this.messages = messages;
        meter = new Meter(contender, loops);
    }

    static Session open(Contender contender, Parameters parameters) throws Exception {
        String host = parameters.string("host");
        int port = parameters.port("port");
        int count = parameters.positive("connections");
        Messages messages = new Messages(parameters);
        Loops loops = new Loops(contender, parameters);
        try {
            StreamSession session = new StreamSession(contender, loops, messages);
            session.connect(host, port, count);
            return session;
        } catch (Throwable t) {
            loops.close();
            throw t;
        }
    }

    @Override
    public void begin(OptionalDouble rate) throws Exception {
        latencies.clear();
        openLoop.clear();
        long periodNanos = rate.isPresent() ? periodNanos(rate.getAsDouble()) : 0;
        long start = meter.begin() + LEAD_NANOS;
        for (int i = 0; i < connections.size(); i++) {
            StreamConnection connection = connections.get(i);
            Writer writer = rate.isEmpty() ? closedLoop(connection)
                    : openLoop(connection, new Schedule(start + i * periodNanos / connections.size(), periodNanos));
            connection.begin(writer);
        }
    }

    @Override
    public Round end() throws Exception {
        await(connections.stream().map(StreamConnection::end).toList());
        Histogram histogram = openLoop.isEmpty() ? null : Latencies.newHistogram();
        for (Histogram ofLoop : latencies.values()) {
            histogram.add(ofLoop);
        }
        boolean overloaded = openLoop.stream().anyMatch(OpenLoopWriter::overloaded);
        return meter.end(histogram, overloaded ? Map.of("overloaded", true) : Map.of());
    }

    @Override
    public void close() throws InterruptedException {
        loops.close();
    }

    private void connect(String host, int port, int count) throws InterruptedException {
        List<ChannelFuture> connects = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StreamConnection connection = new StreamConnection(messages);
            ChannelFuture connect = loops.client(loops.group()).handler(connection).connect(host, port);
            loops.closeAtEnd(connect.channel());
            connections.add(connection);
            connects.add(connect);
        }
        for (ChannelFuture connect : connects) {
            connect.sync();
        }
    }

    private Writer closedLoop(StreamConnection connection) {
        return new ClosedLoopWriter(connection, loops.gather(), loops.tally(connection.channel()));
    }

    private Writer openLoop(StreamConnection connection, Schedule schedule) {
        Channel channel = connection.channel();
        Histogram histogram = latencies.computeIfAbsent(channel.eventLoop(), loop -> Latencies.newHistogram());
        OpenLoopWriter writer = new OpenLoopWriter(connection, loops.tally(channel), histogram, schedule);
        openLoop.add(writer);
        return writer;
    }

    /** Between two messages of one connection; the connections take turns. */
    private long periodNanos(double rate) {
        long period = Math.round(connections.size() * (double) TimeUnit.SECONDS.toNanos(1) / rate);
        if (period < 1) {
            throw new IllegalArgumentException("rate is more than one message a nanosecond");
        }
        return period;
    }

    private static void await(List<CompletableFuture<Void>> finished) throws Exception {
        try {
            CompletableFuture.allOf(finished.toArray(CompletableFuture[]::new))
                             .get(END_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            long missing = finished.stream().filter(future -> !future.isDone()).count();
            throw new IllegalStateException(missing + " of " + finished.size() + " connections could not send all"
                    + " within " + END_TIMEOUT_SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a connection failed", e.getCause());
        }
    }
}
