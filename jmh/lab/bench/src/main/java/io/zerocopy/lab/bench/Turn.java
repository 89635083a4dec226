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
package io.zerocopy.lab.bench;

import com.google.gson.JsonObject;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** A contender at a point: opened, warmed up, measured in rounds, closed. Its first error ends its part in it. */
final class Turn {

    private static final double GETTING_CHEAPER = 0.95;

    private final Entrant entrant;
    private final Workload workload;
    private final Client client;
    private final OptionalDouble rate;
    private final List<Measurement> rounds = new ArrayList<>();
    private KeptChild child;
    private int port;
    private String error;
    private String unsupported;

    Turn(Entrant entrant, Workload workload, Client client, OptionalDouble rate) {
        this.entrant = entrant;
        this.workload = workload;
        this.client = client;
        this.rate = rate;
    }

    /** Prepares the contender, with its threads on these CPUs. */
    void open(String command, String cpus) throws InterruptedException {
        attempt(() -> {
            child = entrant.child();
            JsonObject opened = child.open(command, cpus);
            port = opened.has("port") ? opened.get("port").getAsInt() : 0;
        });
    }

    /** The first time, until the JIT compiler has not made messages cheaper for a while; but not for ever. */
    void warmUp(Pace pace) throws InterruptedException {
        attempt(() -> {
            if (!entrant.isFirst(workload)) {
                run(pace.millis());
                return;
            }
            double cheapest = cost(run(pace.firstWarmUpMillis()));
            int inVain = 0;
            for (int more = 0; more < pace.mostWarmUps() && inVain < pace.warmUpsInVain(); more++) {
                double cost = cost(run(pace.warmUpMillis()));
                inVain = cost < GETTING_CHEAPER * cheapest ? 0 : inVain + 1;
                cheapest = Math.min(cheapest, cost);
            }
        });
    }

    void round(int millis) throws InterruptedException {
        attempt(() -> rounds.add(run(millis)));
    }

    /** Also if the contender has found out only in a round that it cannot do this. */
    void close() throws InterruptedException {
        if (child == null || error != null) {
            return;
        }
        try {
            child.closeWorkload();
            entrant.succeeded();
        } catch (IOException e) {
            fail(e);
        }
    }

    /** Something that all contenders need is missing: the contender itself is not to blame. */
    void cancel(String reason) {
        if (isActive()) {
            error = reason;
        }
    }

    /** Reports what was measured; an error hides it. */
    PointResult.Entry result(Turn baseline) {
        String contender = entrant.contender().id();
        if (!isActive()) {
            return PointResult.Entry.failed(contender, error, unsupported);
        }
        boolean comparable = baseline != null && baseline.isActive();
        return PointResult.Entry.measured(contender, rounds, comparable ? baseline.rounds : null);
    }

    String contender() {
        return entrant.contender().id();
    }

    boolean isActive() {
        return error == null && unsupported == null;
    }

    /** What makes the figures doubtful. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (rounds.stream().anyMatch(Measurement::isOverloaded)) {
            warnings.add(contender() + " could not keep up with the rate");
        }
        if (Measurement.haveLateClient(rounds)) {
            warnings.add(contender() + "'s client was late itself: its latencies say little");
        }
        return warnings;
    }

    private static double cost(Measurement measurement) {
        return measurement.metrics().getOrDefault(Metric.CPU_PER_MESSAGE, Double.MAX_VALUE);
    }

    private Measurement run(int millis) throws IOException, InterruptedException {
        client.connect(port);
        try {
            Usage before = Usage.of(child.pid());
            // A server follows its client, whose rate it is.
            child.begin(workload.client() == null ? rate : OptionalDouble.empty());
            Answer seen = client.run(millis, rate);
            Answer done = child.end();
            Usage after = Usage.of(child.pid());
            return Measurement.of(after.minus(before), after.rssBytes(), done, seen, rate);
        } finally {
            client.disconnect();
        }
    }

    private void attempt(Step step) throws InterruptedException {
        if (!isActive()) {
            return;
        }
        try {
            step.run();
        } catch (ChildException e) {
            if (e.isUnsupported()) {
                unsupported = e.getMessage();
                return;
            }
            fail(e);
        } catch (IOException e) {
            fail(e);
        }
    }

    private void fail(IOException cause) {
        error = cause.getMessage();
        entrant.failed(error);
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException, InterruptedException;
    }
}
