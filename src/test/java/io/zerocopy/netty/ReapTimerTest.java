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

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** When notifications stop waking the event loop, and when they start again. */
@Timeout(30)
class ReapTimerTest {

    private static final int ENTRIES = 16;

    /** Longer than the timer ever stands in for the eventfd. */
    private static final int LONG_MILLIS = 300;

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
        onLoop(() -> {
            ring.close();
            return null;
        });
        eventFd.close();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    @Test
    void takesOverFromNotificationsThatWakeTheLoopAgainAndAgain() throws Exception {
        assumeMutable();
        assertThat(onLoop(timer::isEnough)).isFalse();
        wakeInVain();
        assertThat(onLoop(timer::isEnough)).isTrue();
    }

    @Test
    void staysAwayWhereTheLoopIsAwakeForOtherReasonsAsWell() throws Exception {
        onLoop(() -> {
            for (int i = 0; i < 1000; i++) {
                timer.learn(true);
                timer.learn(false);
                timer.learn(false);
            }
            return null;
        });
        assertThat(onLoop(timer::isEnough)).isFalse();
    }

    @Test
    void isNotEnoughForASendThatSomebodyWaitsFor() throws Exception {
        assumeMutable();
        wakeInVain();
        InFlightSend waitedFor = onLoop(() -> {
            InFlightSend other = inFlight.take(null);
            other.waitFor();
            timer.accepted(other);
            return other;
        });
        assertThat(onLoop(timer::isEnough)).isFalse();
        onLoop(() -> {
            timer.ended(waitedFor);
            inFlight.free(waitedFor);
            return null;
        });
        assertThat(onLoop(timer::isEnough)).isTrue();
    }

    @Test
    void isNotEnoughWhereMemoryIsMissed() throws Exception {
        assumeMutable();
        wakeInVain();
        assertThat(onLoop(() -> arena.take(1 << 16))).isNull();
        assertThat(onLoop(timer::isEnough)).isFalse();
        assertThat(onLoop(timer::isEnough)).isTrue();
    }

    @Test
    void endsWithTheLastSend() throws Exception {
        assumeMutable();
        wakeInVain();
        onLoop(() -> {
            inFlight.free(send);
            return null;
        });
        await().atMost(1, TimeUnit.SECONDS).until(() -> !onLoop(timer::isEnough));
    }

    @Test
    void letsNotificationsWakeTheLoopAgainAfterAWhile() throws Exception {
        assumeMutable();
        wakeInVain();
        await().atMost(2, TimeUnit.SECONDS).until(() -> !onLoop(timer::isEnough));
        assertThat(onLoop(inFlight::isEmpty)).isFalse();
    }

    @Test
    void runsOnWhereTheRingCannotWakeTheLoop() throws Exception {
        onLoop(() -> {
            ring.close();
            return null;
        });
        open(-1);
        onLoop(() -> {
            timer.accepted(send);
            return null;
        });
        TimeUnit.MILLISECONDS.sleep(LONG_MILLIS);
        assertThat(onLoop(timer::isEnough)).isTrue();
    }

    private void open(int fd) throws Exception {
        onLoop(() -> {
            ring = Ring.open(ENTRIES, ENTRIES, fd);
            timer = new ReapTimer(loop, inFlight, ring, arena);
            send = inFlight.take(null);
            timer.accepted(send);
            return null;
        });
    }

    private void wakeInVain() throws Exception {
        onLoop(() -> {
            for (int i = 0; i < 8; i++) {
                timer.learn(true);
            }
            return null;
        });
    }

    private <T> T onLoop(Callable<T> action) throws Exception {
        return loop.submit(action).get();
    }

    private static void assumeMutable() {
        assumeTrue("x86_64".equals(PlatformDependent.normalizedArch()), "only there may the eventfd be switched off");
    }
}
