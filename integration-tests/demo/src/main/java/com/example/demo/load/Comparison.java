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
package com.example.demo.load;

import io.zerocopy.netty.Route;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Runs the same load by both transports in turns, and says what each needed. */
public final class Comparison {

    private static final int MESSAGE_BYTES = 256 << 10;
    private static final long WARM_UP_MILLIS = 350;
    private static final long MEASURED_MILLIS = 900;
    private static final long MOST_START_SECONDS = 30;

    private final LoadGenerator generator;
    private final PrintStream out;
    private TransportFigures zeroCopy;

    private Comparison(LoadGenerator generator, PrintStream out) {
        this.generator = generator;
        this.out = out;
    }

    /**
     * Takes three seconds a round, and as much before the first to warm up.
     *
     * @throws IllegalStateException if nothing was sent, the receiver left, or the kernel copied where it must not
     */
    public static void run(Destination destination, int rounds, PrintStream out) throws Exception {
        try (LoadGenerator generator = new LoadGenerator(destination)) {
            Comparison comparison = new Comparison(generator, out);
            List<Round> measured = comparison.measure(rounds);
            comparison.conclude(measured);
            comparison.check();
        }
    }

    private List<Round> measure(int number) throws Exception {
        out.printf("%d connections on one event loop, buffers of %d KiB, as fast as they go%n",
                LoadShape.CONNECTIONS, MESSAGE_BYTES >> 10);
        round(0);
        List<Round> rounds = new ArrayList<>();
        for (int i = 1; i <= number; i++) {
            Round round = round(i);
            out.printf(Locale.ROOT, "round %d   epoll: %s   zero copy: %s%n", i, round.epoll, round.zeroCopy);
            rounds.add(round);
        }
        return rounds;
    }

    /** The machine's speed drifts: the transports take turns in being first. */
    private Round round(int number) throws Exception {
        if (number % 2 == 0) {
            return new Round(cost(Transport.EPOLL), cost(Transport.ZERO_COPY));
        }
        Cost first = cost(Transport.ZERO_COPY);
        return new Round(cost(Transport.EPOLL), first);
    }

    private Cost cost(Transport transport) throws Exception {
        generator.run(new LoadShape(transport, MESSAGE_BYTES)).get(MOST_START_SECONDS, TimeUnit.SECONDS);
        Thread.sleep(WARM_UP_MILLIS);
        long start = System.nanoTime();
        LoadFigures before = figures();
        Thread.sleep(MEASURED_MILLIS);
        LoadFigures after = figures();
        long nanos = System.nanoTime() - start;
        double bytes = after.sentBytes() - before.sentBytes();
        if (bytes == 0) {
            throw new IllegalStateException(transport + " sent nothing for " + MEASURED_MILLIS + " ms");
        }
        if (transport == Transport.ZERO_COPY) {
            zeroCopy = after.zeroCopy();
        }
        return new Cost(bytes / nanos, (after.cpuNanos() - before.cpuNanos()) / bytes);
    }

    private LoadFigures figures() {
        LoadFigures figures = generator.figures();
        if (figures == null) {
            throw new IllegalStateException("the load has ended: " + generator.failure());
        }
        return figures;
    }

    private void conclude(List<Round> rounds) {
        double[] cpu = sorted(rounds, Round::cpuRatio);
        out.printf(Locale.ROOT, "median    epoll: %s   zero copy: %s%n",
                median(rounds, Round::epoll), median(rounds, Round::zeroCopy));
        out.printf(Locale.ROOT, "zero copy needed %.0f %% of epoll's CPU time for each byte (%.0f to %.0f %%), "
                        + "and sent %.1f times as much%n", 100 * middle(cpu), 100 * cpu[0],
                100 * cpu[cpu.length - 1], middle(sorted(rounds, Round::speedRatio)));
        out.printf(Locale.ROOT, "%.1f %% of its bytes left by ZERO_COPY; the kernel reported %d sends without a copy, "
                + "%d with one%n", 100 * share(), zeroCopy.notifiedZeroCopied(), zeroCopy.notifiedCopied());
    }

    private void check() {
        boolean mustNotCopy = generator.destination().kind() == Destination.Kind.WIRE && zeroCopy.active();
        if (mustNotCopy && zeroCopy.notifiedZeroCopied() <= zeroCopy.notifiedCopied()) {
            throw new IllegalStateException("the kernel copied on the wire as well: " + zeroCopy.bytes());
        }
    }

    /** Of the bytes of the last round. */
    private double share() {
        double all = zeroCopy.bytes().values().stream().mapToLong(Long::longValue).sum();
        return zeroCopy.bytes().get(Route.ZERO_COPY) / all;
    }

    private static Cost median(List<Round> rounds, Function<Round, Cost> of) {
        return new Cost(middle(sorted(rounds, round -> of.apply(round).gigabytesPerSecond)),
                middle(sorted(rounds, round -> of.apply(round).cpuSecondsPerGigabyte)));
    }

    private static double[] sorted(List<Round> rounds, ToDoubleFunction<Round> value) {
        return rounds.stream().mapToDouble(value).sorted().toArray();
    }

    private static double middle(double[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** What a transport did in a round, in bytes per nanosecond and the other way round. */
    private record Cost(double gigabytesPerSecond, double cpuSecondsPerGigabyte) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%5.2f GB/s, %.3f s CPU per GB", gigabytesPerSecond,
                    cpuSecondsPerGigabyte);
        }
    }

    private record Round(Cost epoll, Cost zeroCopy) {

        double cpuRatio() {
            return zeroCopy.cpuSecondsPerGigabyte / epoll.cpuSecondsPerGigabyte;
        }

        double speedRatio() {
            return zeroCopy.gigabytesPerSecond / epoll.gigabytesPerSecond;
        }
    }
}
