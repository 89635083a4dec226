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

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** What a connection makes of the kernel's reports. */
class SendRouteTest {

    private static final InetAddress LOCAL = address(1);

    private final PathMemory memory = new PathMemory();
    private final LoopCounters counters = new LoopCounters();

    @Test
    void theFirstSendIsAProbeAndTheRestWaitsForItsReport() {
        SendRoute route = route();
        assertThat(route.state()).isEqualTo(PathState.PROBING);
        assertThat(route.isOpen()).isTrue();
        send(route);
        assertThat(route.isOpen()).isFalse();
        route.reported(false);
        assertThat(route.isOpen()).isTrue();
        assertThat(route.state()).isEqualTo(PathState.ZERO_COPY);
    }

    @Test
    void aCopiedProbeMeansALocalPathUntilTheNextProbe() throws InterruptedException {
        SendRoute route = route();
        send(route);
        route.reported(true);
        assertThat(route.state()).isEqualTo(PathState.LOCAL_PATH);
        assertThat(route.isOpen()).isFalse();
        Thread.sleep(TimeUnit.NANOSECONDS.toMillis(ProbeTimer.FIRST_NANOS) + 20);
        assertThat(route.isOpen()).as("the interval is over").isTrue();
        send(route);
        assertThat(route.isOpen()).as("one probe at a time").isFalse();
        route.reported(false);
        assertThat(route.state()).isEqualTo(PathState.ZERO_COPY);
    }

    @Test
    void aReportMayComeWithTheResult() {
        SendRoute route = route();
        route.sending();
        route.reported(true);
        route.sent();
        assertThat(route.state()).isEqualTo(PathState.LOCAL_PATH);
    }

    @Test
    void aProbeThatWasNotTakenIsTriedAgain() {
        SendRoute route = route();
        route.sending();
        route.notSent();
        assertThat(route.isOpen()).isTrue();
    }

    @Test
    void oneFalseReportChangesNothing() {
        SendRoute route = provenRoute();
        for (int i = 0; i < 10; i++) {
            route.reported(true);
            assertThat(route.isOpen()).isTrue();
            route.reported(false);
        }
        route.reported(true);
        route.reported(true);
        assertThat(route.isOpen()).isFalse();
    }

    @Test
    void manyReportsOfOldSendsCountAsOne() {
        SendRoute route = provenRoute();
        for (int i = 0; i < 100; i++) {
            route.reported(true);
        }
        long now = System.nanoTime();
        // Otherwise the next connection, or this one, would not try again for a minute.
        assertThat(memory.firstGuess(LOCAL, now)).isEqualTo(PathState.LOCAL_PATH);
        assertThat(memory.firstGuess(LOCAL, now + ProbeTimer.FIRST_NANOS)).isEqualTo(PathState.PROBING);
    }

    @Test
    void theNextConnectionStartsFromWhatTheFirstHasLearned() {
        SendRoute first = provenRoute();
        assertThat(route().state()).isEqualTo(PathState.ZERO_COPY);
        first.reported(true);
        first.reported(true);
        assertThat(route().state()).isEqualTo(PathState.LOCAL_PATH);
        SendRoute elsewhere = new SendRoute(memory, counters, address(2));
        assertThat(elsewhere.state()).isEqualTo(PathState.PROBING);
    }

    @Test
    void aGuessIsGivenUpAtTheFirstReport() {
        provenRoute();
        SendRoute guessing = route();
        send(guessing);
        guessing.reported(true);
        assertThat(guessing.state()).isEqualTo(PathState.LOCAL_PATH);
    }

    @Test
    void ofManyShortConnectionsOnALocalPathOneProbesPerInterval() {
        long now = System.nanoTime();
        memory.learnedLocalPath(LOCAL, now);
        long interval = ProbeTimer.FIRST_NANOS;
        for (int i = 0; i < 20; i++) {
            assertThat(memory.firstGuess(LOCAL, now + interval - 1)).isEqualTo(PathState.LOCAL_PATH);
            now += interval;
            assertThat(memory.firstGuess(LOCAL, now)).isEqualTo(PathState.PROBING);
            memory.learnedLocalPath(LOCAL, now);
            interval = Math.min(2 * interval, ProbeTimer.MAX_NANOS);
        }
        assertThat(interval).isEqualTo(ProbeTimer.MAX_NANOS);
    }

    @Test
    void theMemoryIsBounded() {
        memory.learnedZeroCopy(LOCAL);
        for (int i = 2; i < PathMemory.MAX_ADDRESSES + 1; i++) {
            memory.learnedZeroCopy(address(i));
        }
        assertThat(memory.firstGuess(LOCAL, 0)).as("used last").isEqualTo(PathState.ZERO_COPY);
        memory.learnedZeroCopy(address(PathMemory.MAX_ADDRESSES + 1));
        assertThat(memory.firstGuess(LOCAL, 0)).isEqualTo(PathState.ZERO_COPY);
        assertThat(memory.firstGuess(address(2), 0)).as("forgotten").isEqualTo(PathState.PROBING);
    }

    @Test
    void connectionsAreCountedByState() {
        SendRoute route = route();
        assertThat(counters.connections(PathState.PROBING)).isEqualTo(1);
        route.blocked(PathState.CONGESTED);
        assertThat(counters.connections(PathState.PROBING)).isZero();
        assertThat(counters.connections(PathState.CONGESTED)).isEqualTo(1);
        send(route);
        assertThat(counters.connections(PathState.PROBING)).as("it goes on where it was").isEqualTo(1);
        route.end();
        for (PathState state : PathState.values()) {
            assertThat(counters.connections(state)).as("%s", state).isZero();
        }
    }

    private static void send(SendRoute route) {
        route.sending();
        route.sent();
    }

    private SendRoute route() {
        return new SendRoute(memory, counters, LOCAL);
    }

    /** A connection on which zero copy has been seen to work. */
    private SendRoute provenRoute() {
        SendRoute route = route();
        send(route);
        route.reported(false);
        return route;
    }

    private static InetAddress address(int number) {
        try {
            return InetAddress.getByAddress(new byte[] { 10, 0, (byte) (number >> 8), (byte) number });
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
