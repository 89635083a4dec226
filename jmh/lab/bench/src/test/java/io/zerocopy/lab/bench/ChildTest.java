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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

@Timeout(60)
class ChildTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String STREAM = "open stream host=h port=1 size=1 connections=1 loops=1 gather=1";

    @TempDir
    private Path folder;

    @Test
    void oneThatCannotWorkHereSaysWhy() {
        assertThatThrownBy(() -> start("absent")).hasMessage("no such transport here");
    }

    @Test
    void oneThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> Child.start(List.of("/no/such/program"), folder.resolve("log")))
                .hasMessageContaining("/no/such/program");
    }

    @Test
    void oneThatDiesLeavesItsLastWords() throws Exception {
        try (Child child = start("dying")) {
            child.ask(STREAM, LIMIT);
            child.ask("begin", LIMIT);
            assertThatThrownBy(() -> child.ask("end", LIMIT))
                    .hasMessage("the process ended (exit status 7) instead of answering 'end'; it logged: "
                            + "SIGBUS or so");
            assertThatThrownBy(() -> child.ask("begin", LIMIT)).hasMessageContaining("exit status 7");
        }
    }

    @Test
    void oneThatHangsIsKilledWhenItsTimeIsUp() throws Exception {
        try (Child child = start("hanging")) {
            child.ask(STREAM, LIMIT);
            child.ask("begin", LIMIT);
            assertThatThrownBy(() -> child.ask("end", Duration.ofSeconds(1)))
                    .hasMessage("no answer to 'end' within 1 s");
            assertThat(ProcessHandle.of(child.pid()).map(ProcessHandle::onExit).map(exit -> exit.join().isAlive()))
                    .isIn(Optional.empty(), Optional.of(false));
        }
    }

    @Test
    void oneThatTalksNonsenseIsQuoted() {
        assertThatThrownBy(() -> Child.start(List.of("echo", "hello"), folder.resolve("log")))
                .hasMessage("the answer to its start is no JSON object: hello");
    }

    @Test
    void usageAgreesWithWhatTheProcessItselfBurnt() throws Exception {
        try (Child child = start("burning")) {
            child.ask(STREAM, LIMIT);
            // Its first answer loads classes.
            child.ask("begin", LIMIT);
            child.ask("end", LIMIT);
            Usage before = Usage.of(child.pid());
            child.ask("begin", LIMIT);
            Answer answer = Answer.of(child.ask("end", LIMIT));
            Usage used = Usage.of(child.pid()).minus(before);
            double burnt = (double) answer.extra().get("cpuSeconds");
            assertThat(burnt).isPositive();
            // The JVM counts in steps of 10 ms, and answers cost a little.
            assertThat(used.cpuNanos() / 1e9).isCloseTo(burnt, within(0.05 + burnt / 10));
            assertThat((used.userTicks() + used.systemTicks()) / Proc.TICKS_PER_SECOND)
                    .isCloseTo(used.cpuNanos() / 1e9, within(0.05));
            assertThat(used.machineTicks() / Proc.TICKS_PER_SECOND).isGreaterThan(burnt / 2);
            assertThat(used.contextSwitches()).isPositive();
            Measurement measured = Measurement.of(used, 1 << 20, answer, null, OptionalDouble.empty());
            assertThat(measured.metrics().get(Metric.CPU_PER_GB))
                    .isEqualTo(used.cpuNanos() / 1e9 / (answer.bytes() / 1e9), within(1e-9));
            assertThat(measured.metrics().get(Metric.RSS_MIB)).isEqualTo(1);
        }
    }

    private Child start(String behaviour) throws Exception {
        return Child.start(FakeContender.command(behaviour), folder.resolve("log"));
    }
}
