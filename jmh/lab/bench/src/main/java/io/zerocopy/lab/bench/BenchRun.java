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

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A run of the whole plan, path by path. */
final class BenchRun {

    static final String RESULT_FILE = "result.json";

    private final String command;
    private final String tour;
    private final List<Contender> contenders;
    private final List<String> load;
    private final Path folder;
    private final PrintStream out;
    private final String started = now();
    private final Map<String, Map<String, Object>> facts = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<PointResult> points = new ArrayList<>();

    /**
     * A run that is about to begin.
     *
     * @param command what the user typed
     * @param tour {@code quick} or {@code full}
     * @param load what starts the other end
     * @param folder for results and logs
     */
    BenchRun(String command, String tour, List<Contender> contenders, List<String> load, Path folder,
             PrintStream out) {
        this.command = command;
        this.tour = tour;
        this.contenders = contenders;
        this.load = load;
        this.folder = folder;
        this.out = out;
    }

    /**
     * Measures what can be measured; the file is written after each point.
     *
     * @param paths those that the plan may use
     * @throws IOException if none of the paths can be had
     */
    Results run(Plan plan, List<NetworkPath> paths) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Machine machine = Machine.look();
        warnings.addAll(machine.warnings());
        List<NetworkPath> up = new ArrayList<>();
        try {
            for (NetworkPath path : paths) {
                if (plan.paths().contains(path.id())) {
                    putUp(path, up);
                }
            }
            if (up.isEmpty()) {
                throw new IOException("no path to measure on: " + String.join("; ", warnings));
            }
            measure(plan.onPaths(up.stream().map(NetworkPath::id).toList()), up, machine.facts());
        } finally {
            up.forEach(NetworkPath::close);
        }
        return write(machine.facts(), now());
    }

    private void putUp(NetworkPath path, List<NetworkPath> up) throws InterruptedException {
        try {
            path.up();
            up.add(path);
        } catch (IOException e) {
            String warning = path.id() + " is left out: " + e.getMessage();
            out.println("note: " + warning);
            warnings.add(warning);
        }
    }

    private void measure(Plan plan, List<NetworkPath> paths, Map<String, Object> machine)
            throws IOException, InterruptedException {
        Progress progress = new Progress(plan, out, isTerminal());
        for (NetworkPath path : paths) {
            try (PathRun run = new PathRun(path, contenders, load, plan.pace(), folder.resolve("logs"))) {
                for (int index = 0; index < plan.points().size(); index++) {
                    Point point = plan.points().get(index);
                    if (point.path().equals(path.id())) {
                        progress.at(index);
                        PointResult result = measure(run, point);
                        if (Cleanup.isEnding()) {
                            // By Ctrl-C, which ended the contenders: their errors are none.
                            throw new InterruptedException();
                        }
                        points.add(result);
                        run.entrants().forEach(each -> facts.merge(each.contender().id(), each.facts(),
                                (known, news) -> news.isEmpty() ? known : news));
                        write(machine, null);
                    }
                }
            }
        }
        progress.done();
    }

    private PointResult measure(PathRun run, Point point) throws IOException, InterruptedException {
        if (!point.isOpen()) {
            return run.run(point, OptionalDouble.empty());
        }
        PointResult.Entry closed = points.stream().filter(each -> each.id().equals(point.closedId())).findFirst()
                .map(each -> each.measured(Lab.BASELINE)).orElse(null);
        if (closed == null || !closed.median().containsKey(Metric.MESSAGE_RATE)) {
            return PathRun.skipped(point, "no rate to offer, since " + Lab.BASELINE + " has none at "
                    + point.closedId());
        }
        double capacity = closed.median().get(Metric.MESSAGE_RATE);
        return run.run(point, OptionalDouble.of(Math.rint(capacity * point.share())));
    }

    private Results write(Map<String, Object> machine, String finished) throws IOException {
        List<Results.ContenderFacts> measured = new ArrayList<>();
        for (Contender each : contenders) {
            if (points.stream().flatMap(point -> point.results().stream())
                    .anyMatch(entry -> entry.contender().equals(each.id()))) {
                measured.add(new Results.ContenderFacts(each.id(), each.title(), each.id().equals(Lab.BASELINE),
                        facts.getOrDefault(each.id(), Map.of()), each.classPath()));
            }
        }
        Results results = new Results(Results.FORMAT, started, finished, command, tour, machine, warnings, measured,
                points);
        results.write(folder.resolve(RESULT_FILE));
        return results;
    }

    private static boolean isTerminal() throws IOException {
        // Newer JDKs have a console even where there is no terminal.
        String output = Files.readSymbolicLink(Proc.ROOT.resolve("self/fd/1")).toString();
        return output.startsWith("/dev/pts/") || output.startsWith("/dev/tty");
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
