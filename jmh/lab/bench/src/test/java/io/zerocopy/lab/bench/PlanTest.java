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

import org.junit.jupiter.api.Test;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlanTest {

    private final List<String> all = new Lab(Path.of("lab")).contenders().stream().map(Contender::id).toList();
    private final Plan quick = new Plan(Tour.quick(), Pace.DEFAULT);
    private final Plan full = new Plan(Tour.full(all), Pace.DEFAULT);

    @Test
    void quickTourTakesLessThanFiveMinutesAndShowsTheThreeBaselines() {
        assertThat(quick.estimate()).isLessThan(Duration.ofMinutes(5));
        assertThat(quick.paths()).containsExactly("wire", "veth", "loopback");
        assertThat(quick.points()).filteredOn(point -> Point.BASELINES_TABLE.equals(point.table())).hasSize(2)
                .allSatisfy(point -> assertThat(point.contenders()).contains("netty41-epoll", "zerocopy-off",
                        "zerocopy"));
    }

    @Test
    void fullTourHasEverything() {
        assertThat(full.estimate()).isLessThan(Duration.ofMinutes(65));
        assertThat(full.points()).extracting(Point::id).doesNotHaveDuplicates().contains("wire/stream/1024/c1/l1",
                "wire/stream/4194304/c64/l2", "wire/serve/65536/c64/l1/open", "veth/proxy-splice/c8/l1",
                "loopback/echo/4096/c1/l1");
        assertThat(full.points()).flatExtracting(Point::contenders).containsAll(all);
        assertThat(full.points()).allSatisfy(point -> assertThat(all).containsAll(point.contenders()));
        assertThat(full.points()).filteredOn(point -> point.workload() != Workload.STREAM)
                .allSatisfy(point -> assertThat(point.contenders()).doesNotContain("c-send"));
    }

    @Test
    void openLoopsComeAfterTheClosedOnesThatTheirRatesAreFrom() {
        for (Plan plan : List.of(quick, full)) {
            List<String> ids = plan.points().stream().map(Point::id).toList();
            assertThat(plan.points()).filteredOn(Point::isOpen).isNotEmpty().allSatisfy(open ->
                    assertThat(ids.indexOf(open.closedId())).isBetween(0, ids.indexOf(open.id()) - 1));
        }
    }

    @Test
    void onlyKeepsTheClosedLoopOfAnOpenOne() {
        assertThat(quick.only(List.of("serve/65536/c8/l1/open")).points()).extracting(Point::id)
                .containsExactly("wire/serve/65536/c8/l1", "wire/serve/65536/c8/l1/open");
    }

    @Test
    void onlyKeepsTheBaselineOfContenders() {
        assertThat(quick.only(List.of("veth", "c-registered")).points()).hasSize(2)
                .allSatisfy(point -> assertThat(point.contenders()).containsExactly("netty41-epoll", "c-registered"));
    }

    @Test
    void onlyRefusesWhatNamesNothing() {
        assertThatThrownBy(() -> quick.only(List.of("stream", "quic"))).hasMessageContaining("'quic'");
    }

    @Test
    void sizesReplaceThoseOfThePoints() {
        assertThat(quick.sized(List.of(64240, 1 << 20)).only(List.of("wire")).points()).extracting(Point::id)
                .containsExactly("wire/stream/64240/c1/l1", "wire/frames/64240/c8/l1", "wire/frames/64240/c8/l1/open",
                        "wire/serve/64240/c8/l1", "wire/serve/64240/c8/l1/open", "wire/stream/1048576/c1/l1",
                        "wire/frames/1048576/c8/l1", "wire/frames/1048576/c8/l1/open", "wire/serve/1048576/c8/l1",
                        "wire/serve/1048576/c8/l1/open");
        assertThat(quick.sized(List.of(64240)).only(List.of("frames")).points())
                .allSatisfy(point -> assertThat(point.gather()).isEqualTo(64240));
    }

    @Test
    void sizesLeaveWhenAStreamFlushes() {
        assertThat(quick.only(List.of("stream/262144")).sized(List.of(64240)).points()).hasSize(1)
                .allSatisfy(point -> assertThat(point.gather()).isEqualTo(Point.DEFAULT_GATHER));
    }

    @Test
    void sizesMakeNoPointTwice() {
        assertThat(full.sized(List.of(1, 2)).points()).extracting(Point::id).doesNotHaveDuplicates();
    }

    @Test
    void sizesMustBePositive() {
        assertThatThrownBy(() -> quick.sized(List.of(1, 0))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a size of 0 bytes");
    }

    @Test
    void sizesLeaveWhatHasNone() {
        Plan proxies = full.only(List.of("wire/proxy"));
        assertThat(proxies.sized(List.of(1, 2)).points()).isEqualTo(proxies.points());
        assertThat(quick.sized(List.of())).isSameAs(quick);
    }

    @Test
    void remainingTimeFollowsThePace() {
        Progress progress = new Progress(new Plan(quick.points().subList(1, 3), Pace.DEFAULT),
                new PrintStream(OutputStream.nullOutputStream()), false);
        progress.at(0);
        Duration first = new Plan(quick.points().subList(1, 3), Pace.DEFAULT).estimate(0);
        Duration second = new Plan(quick.points().subList(1, 3), Pace.DEFAULT).estimate(1);
        // The first took twice as long as thought; so will the second.
        assertThat(progress.remaining(2 * first.toNanos())).isEqualTo(second.multipliedBy(2));
    }
}
