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

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.zerocopy.netty.micrometer.ZeroCopyMeterBinder;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * What do JFR events add to a send, recorded and not, and what does it cost to ask for all meters once? The clock is
 * read for a send in any case: {@link #clock} is to be taken off {@link #events}. Run it with:
 * <pre>{@code
 * java -jar jmh/target/benchmarks.jar ObservationBenchmark -prof gc
 * }</pre>
 */
// In the library's package, since events are nothing public.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ObservationBenchmark {

    private static final int BYTES = 64 << 10;
    private static final int HOLD_NANOS = 80_000;

    @Param({"false", "true"})
    boolean recorded;

    private final ZeroCopyEventLoopGroup group = new ZeroCopyEventLoopGroup(1);
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ZeroCopySocketChannel channel = new ZeroCopySocketChannel();
    private final InFlightSend send = new InFlightSend(0);
    private final Run run = new Run(group.allocator().memory());
    private Recording recording;

    /** Starts what observes. */
    @Setup
    public void start() throws Exception {
        send.begin(new ChannelSends(channel));
        new ZeroCopyMeterBinder(group).bindTo(registry);
        recording = new Recording(Configuration.getConfiguration("default"));
        if (recorded) {
            recording.enable(SendEvent.class);
            recording.enable(HoldEvent.class);
        }
        recording.start();
    }

    /** Ends it. */
    @TearDown
    public void stop() throws InterruptedException {
        recording.close();
        registry.close();
        run.release();
        channel.unsafe().closeForcibly();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
    }

    /** The time that is noted for each send. */
    @Benchmark
    public void clock() {
        send.accepted(BYTES, System.nanoTime());
    }

    /** The same, and the two events that each send can be. */
    @Benchmark
    public void events() {
        send.accepted(BYTES, System.nanoTime());
        JfrEvents.sent(send, run);
        JfrEvents.held(send, HOLD_NANOS);
    }

    /** What Prometheus asks for. */
    @Benchmark
    public String scrape() {
        return registry.scrape();
    }
}
