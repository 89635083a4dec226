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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

@Timeout(120)
class BenchRunTest {

    private static final Pace SHORT = new Pace(3, 30, 30);

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<Contender> contenders = new ArrayList<>();

    @BeforeEach
    void addBaseline() {
        contenders.add(FakeContender.of(Lab.BASELINE, "steady"));
    }

    @Test
    void brokenOnesFailWithTheirOwnErrorsAndTheOthersGoOn() throws Exception {
        Stream.of("double", "absent", "broken", "dying", "unable").map(FakeContender::of)
                .forEach(contenders::add);
        Results results = run(stream(1), stream(2), stream(3), stream(4));

        assertThat(results.points()).hasSize(4).allSatisfy(point -> {
            assertThat(point.measured(Lab.BASELINE).rounds()).hasSize(SHORT.rounds());
            assertThat(point.measured("double").ratio().get(Metric.THROUGHPUT).value()).isEqualTo(2, within(0.2));
            assertThat(point.results()).filteredOn(each -> each.contender().equals("unable"))
                    .allSatisfy(each -> assertThat(each.unsupported()).isEqualTo("not my trade"));
        });
        assertThat(errors(results, "absent").get(0)).isEqualTo("no such transport here");
        assertThat(errors(results, "broken").get(2)).isEqualTo("the cable is cut");
        assertThat(errors(results, "broken").get(3)).isEqualTo("given up after 3 errors in a row: the cable is cut");
        assertThat(errors(results, "dying").get(0)).contains("exit status 7", "SIGBUS or so");
        assertThat(printed.toString()).contains("1/4 loopback/stream/1/c1/l1");
    }

    @Test
    void anOpenLoopTakesItsRateFromTheClosedOne() throws Exception {
        Results results = run(stream(1), stream(1).open(0.5));
        double closed = results.points().get(0).measured(Lab.BASELINE).median().get(Metric.MESSAGE_RATE);
        double offered = results.points().get(1).measured(Lab.BASELINE).median().get(Metric.OFFERED_RATE);
        assertThat(offered).isEqualTo(closed / 2, within(1.0));
    }

    @Test
    void anOpenLoopWithoutARateIsNotMeasured() throws Exception {
        Results results = run(stream(1).open(0.5), stream(2));
        assertThat(errors(results, Lab.BASELINE).get(0)).contains("no rate to offer");
        assertThat(results.points().get(1).measured(Lab.BASELINE)).isNotNull();
    }

    @Test
    void theResultFileHoldsEverything() throws Exception {
        contenders.add(FakeContender.of("double"));
        Results results = run(stream(1));
        Path file = folder.resolve(BenchRun.RESULT_FILE);
        Results read = Results.read(file);
        assertThat(read.points().get(0).measured("double").median())
                .isEqualTo(results.points().get(0).measured("double").median());
        assertThat(read.contenders()).extracting(Results.ContenderFacts::baseline).containsExactly(true, false);
        assertThat(read.points().get(0).measured("double").extra()).containsEntry("mood", "good");
        read.write(folder.resolve("again.json"));
        assertThat(Results.read(folder.resolve("again.json"))).isEqualTo(read);
        assertThat(Files.readString(file)).contains("\"cpuPerGB\"", "\"format\": 1");
        new Summary(read, new PrintStream(printed)).print();
        assertThat(printed.toString()).contains("loopback/stream/1/c1/l1", "x: multiple of netty41-epoll",
                "loopback: ");
    }

    @Test
    void aPathThatCannotBeHadIsLeftOut() {
        Plan plan = new Plan(withContenders(Point.stream(Wire.WIRE_ID, 1, 1, 1, List.of())), SHORT);
        Wire noPath = Wire.wire(Path.of("/bin/false"), "none");
        assertThatThrownBy(() -> newRun().run(plan, List.of(noPath)))
                .hasMessageContaining("wire is left out: exit status 1");
    }

    private static Point stream(int size) {
        return Point.stream(Loopback.ID, size, 1, 1, List.of());
    }

    private Results run(Point... points) throws Exception {
        return newRun().run(new Plan(withContenders(points), SHORT), List.of(new Loopback()));
    }

    private List<Point> withContenders(Point... points) {
        return List.of(points).stream().map(each -> each.with(contenders.stream().map(Contender::id).toList()))
                .toList();
    }

    private BenchRun newRun() {
        return new BenchRun("./run bench", "quick", contenders, FakeContender.command("steady"), folder,
                new PrintStream(printed));
    }

    private static List<String> errors(Results results, String contender) {
        return results.points().stream().flatMap(point -> point.results().stream())
                .filter(each -> each.contender().equals(contender)).map(PointResult.Entry::error).toList();
    }
}
