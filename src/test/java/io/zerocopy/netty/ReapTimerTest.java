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

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.Native;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.internal.PlatformDependent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** When notifications stop waking the event loop, and when they start again. */
@Timeout(30)
class ReapTimerTest {

    private static final int ENTRIES = 16;

    /** Longer than the timer ever stands in for the eventfd. */
    private static final int LONG_MILLIS = 300;

    /** Some of the timer's, but less than it takes to be tired. */
    private static final int SOME_PERIODS_MILLIS = 40;

    /** So many wake-ups in vain in a row are more than it takes. */
    private static final int ENOUGH = 16;

    private final EventLoop loop = new DefaultEventLoop();
    private final InFlightTable inFlight = new InFlightTable(ENTRIES);
    private final Arena arena = new Arena(RegisteredMemory.forProcess(), null, 0);
    private FileDescriptor eventFd;
    private Ring ring;
    private ReapTimer timer;
    private InFlightSend send;

    @BeforeEach
    void openRing() throws Exception {
        eventFd = Native.newEventFd();
        open(eventFd.intValue());
    }

    @AfterEach
    void closeRing() throws Exception {
        onLoop(() -> ring.close());
        eventFd.close();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    @Test
    void takesOverFromNotificationsThatWakeTheLoopAgainAndAgain() throws Exception {
        assumeMutable();
        onLoop(() -> {
            assertThat(timer.takesOver(true)).isFalse();
            wakeInVain();
            assertThat(timer.takesOver(false)).isTrue();
        });
    }

    @Test
    void staysAwayWhereTheLoopIsAwakeForOtherReasonsAsWell() throws Exception {
        onLoop(() -> {
            for (int i = 0; i < 1000; i++) {
                assertThat(timer.takesOver(true)).isFalse();
                timer.takesOver(false);
                timer.takesOver(false);
            }
        });
    }

    @Test
    void leavesASendAloneThatSomebodyWaitsFor() throws Exception {
        assumeMutable();
        onLoop(() -> {
            InFlightSend waitedFor = waitedFor(inFlight.take(null));
            timer.accepted(waitedFor);
            wakeInVain();
            timer.ended(waitedFor);
            inFlight.free(waitedFor);
            assertThat(timer.takesOver(false)).as("started for nothing").isFalse();
            wakeInVain();
            timer.accepted(waitedFor(inFlight.take(null)));
            assertThat(timer.takesOver(false)).isFalse();
        });
        TimeUnit.MILLISECONDS.sleep(SOME_PERIODS_MILLIS);
        onLoop(() -> inFlight.forEach(each -> timer.ended(each)));
        onLoop(() -> assertThat(timer.takesOver(false)).as("still running").isFalse());
    }

    @Test
    void isNotEnoughWhereMemoryIsMissed() throws Exception {
        assumeMutable();
        onLoop(() -> {
            wakeInVain();
            assertThat(arena.take(1 << 16)).isNull();
            assertThat(timer.takesOver(false)).isFalse();
            assertThat(timer.takesOver(false)).isTrue();
        });
    }

    @Test
    void endsWithTheLastSend() throws Exception {
        assumeMutable();
        onLoop(() -> {
            wakeInVain();
            inFlight.free(send);
        });
        TimeUnit.MILLISECONDS.sleep(SOME_PERIODS_MILLIS);
        onLoop(() -> assertThat(timer.takesOver(false)).isFalse());
    }

    @Test
    void letsNotificationsWakeTheLoopAgainAfterAWhile() throws Exception {
        assumeMutable();
        onLoop(() -> {
            wakeInVain();
            assertThat(timer.takesOver(false)).isTrue();
        });
        TimeUnit.MILLISECONDS.sleep(LONG_MILLIS);
        onLoop(() -> assertThat(timer.takesOver(false)).isFalse());
    }

    @Test
    void runsOnWhereTheRingCannotWakeTheLoop() throws Exception {
        onLoop(() -> ring.close());
        open(-1);
        TimeUnit.MILLISECONDS.sleep(LONG_MILLIS);
        onLoop(() -> assertThat(timer.takesOver(false)).isTrue());
    }

    private void open(int fd) throws Exception {
        onLoop(() -> {
            ring = Ring.open(ENTRIES, ENTRIES, fd);
            timer = new ReapTimer(loop, inFlight, ring, arena);
            send = inFlight.take(null);
            timer.accepted(send);
        });
    }

    private void wakeInVain() {
        for (int i = 0; i < ENOUGH; i++) {
            timer.takesOver(true);
        }
    }

    private static InFlightSend waitedFor(InFlightSend other) {
        other.waitFor();
        return other;
    }

    private void onLoop(Runnable action) throws Exception {
        loop.submit(action).get();
    }

    private static void assumeMutable() {
        assumeTrue("x86_64".equals(PlatformDependent.normalizedArch()), "only there may the eventfd be switched off");
    }
}
