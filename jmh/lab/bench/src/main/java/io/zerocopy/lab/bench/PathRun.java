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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Measures points on a path that is up. Contenders and the other end are kept running from point to point. */
final class PathRun implements AutoCloseable {

    /** Nobody listens there; the wire's peer takes what comes. */
    private static final int PORT_OF_PEER = 9000;

    private final NetworkPath path;
    private final Pace pace;
    private final Cpus cpus = Cpus.allowed();
    private final Map<String, Entrant> entrants = new LinkedHashMap<>();
    private final KeptChild sink;
    private final KeptChild client;

    /**
     * For these contenders, none of which is started before it is needed.
     *
     * @param load what starts the other end
     * @param logs the folder for what processes log
     */
    PathRun(NetworkPath path, List<Contender> contenders, List<String> load, Pace pace, Path logs) throws IOException {
        this.path = path;
        this.pace = pace;
        contenders.forEach(each -> entrants.put(each.id(), new Entrant(each, path, logs)));
        // On the wire a sink is not needed, and a source has to be on this side.
        List<String> command = path.hasPeer() ? path.near(load) : path.far(load);
        sink = new KeptChild(command, logs.resolve(path.id() + "-sink.log"));
        client = new KeptChild(command, logs.resolve(path.id() + "-client.log"));
    }

    Collection<Entrant> entrants() {
        return entrants.values();
    }

    /**
     * Measures all contenders of the point in turns.
     *
     * @param rate what an open loop offers
     */
    PointResult run(Point point, OptionalDouble rate) throws IOException, InterruptedException {
        List<Turn> turns = new ArrayList<>();
        for (String contender : point.contenders()) {
            turns.add(new Turn(entrants.get(contender), point.workload(), client(point), rate));
        }
        Disturbance disturbance = Disturbance.begin(path.processes());
        measure(point, turns);
        List<String> warnings = disturbance.end();
        turns.forEach(each -> warnings.addAll(each.warnings()));
        Turn baseline = turns.stream().filter(each -> each.contender().equals(Lab.BASELINE)).findFirst().orElse(null);
        return PointResult.of(point, warnings, turns.stream().map(each -> each.result(baseline)).toList());
    }

    /** For a point that cannot be measured. */
    static PointResult skipped(Point point, String reason) {
        return PointResult.of(point, List.of(),
                point.contenders().stream().map(each -> PointResult.Entry.failed(each, reason, null)).toList());
    }

    @Override
    public void close() {
        entrants.values().forEach(Entrant::close);
        client.close();
        sink.close();
    }

    private void measure(Point point, List<Turn> turns) throws InterruptedException {
        int sinkPort;
        try {
            sinkPort = openSink(point);
        } catch (IOException e) {
            turns.forEach(turn -> turn.cancel("the sink: " + e.getMessage()));
            return;
        }
        String command = point.openContender(path.nearHost(), path.farHost(), sinkPort);
        for (Turn turn : turns) {
            turn.open(command, cpus.forContender(point.loops()));
        }
        takeTurns(turns);
        for (Turn turn : turns) {
            turn.close();
        }
        closeSink();
    }

    private void closeSink() throws InterruptedException {
        try {
            sink.closeWorkload();
        } catch (IOException e) {
            // What was measured stands, and the sink is started anew when it is needed again.
            sink.drop();
        }
    }

    /** In alternating order, so that nobody is always the one after the same other. */
    private void takeTurns(List<Turn> turns) throws InterruptedException {
        for (Turn turn : turns) {
            turn.warmUp(pace);
        }
        List<Turn> order = new ArrayList<>(turns);
        for (int round = 0; round < pace.rounds(); round++) {
            for (Turn turn : order) {
                turn.round(pace.millis());
            }
            Collections.reverse(order);
        }
    }

    private int openSink(Point point) throws IOException, InterruptedException {
        if (!point.workload().needsSink() || path.hasPeer()) {
            return PORT_OF_PEER;
        }
        JsonObject opened = sink.open("sink host=" + path.farHost() + " port=0", loadCpus(point));
        return opened.get("port").getAsInt();
    }

    private Client client(Point point) {
        if (point.workload().client() == null) {
            return new NoClient();
        }
        return point.workload() == Workload.SERVE && path instanceof Wire wire && wire.hasPeer()
                ? new WireClient(wire, point) : new JvmClient(client, point, path.nearHost(), loadCpus(point));
    }

    private String loadCpus(Point point) {
        return cpus.forLoad(point.loops(), path.hasPeer());
    }
}
