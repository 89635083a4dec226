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
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** When the event loop may sleep through notifications. */
@Timeout(30)
class ReapTimerTest {

    private static final int ENTRIES = 16;

    /** Twice as many as it takes, since it counts in groups. */
    private static final int MANY = 64;

    private static final int PERIOD_MILLIS = 20;
    private static final int SOME_PERIODS_MILLIS = 200;

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
    void standsInWhereALotIsSent() throws Exception {
        assumeMutable();
        onLoop(() -> {
            assertThat(timer.standsIn()).isFalse();
            send(MANY);
            assertThat(timer.standsIn()).isTrue();
        });
    }

    @Test
    void staysAwayWhereLittleIsSent() throws Exception {
        for (int i = 0; i < 4; i++) {
            onLoop(() -> {
                send(MANY / 4);
                assertThat(timer.standsIn()).isFalse();
            });
            TimeUnit.MILLISECONDS.sleep(2 * PERIOD_MILLIS);
        }
    }

    @Test
    void staysAwayWhereTheEventFdMayNotBeSwitchedOff() throws Exception {
        onLoop(() -> {
            ring.prepareToSleep();
            send(MANY);
            assertThat(timer.standsIn()).isFalse();
        });
    }

    @Test
    void leavesASendAloneThatSomebodyWaitsFor() throws Exception {
        assumeMutable();
        onLoop(() -> {
            send(MANY);
            InFlightSend waitedFor = inFlight.take(null);
            waitedFor.waitFor();
            accept(waitedFor);
            assertThat(timer.standsIn()).isFalse();
            timer.ended(waitedFor);
            assertThat(timer.standsIn()).isTrue();
        });
    }

    @Test
    void isNotEnoughWhereMemoryIsMissed() throws Exception {
        assumeMutable();
        onLoop(() -> {
            send(MANY);
            assertThat(arena.take(1 << 16)).isNull();
            assertThat(timer.standsIn()).isFalse();
            assertThat(timer.standsIn()).as("asked again, since the loop did not sleep after all").isFalse();
        });
        await().until(() -> loop.submit(() -> {
            send(MANY);
            return timer.standsIn();
        }).get());
    }

    /** Fewer sends at a time than it takes to start. */
    @Test
    void goesOnAsLongAsALotIsSent() throws Exception {
        assumeMutable();
        onLoop(() -> send(MANY));
        int[] found = new int[2];
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SOME_PERIODS_MILLIS);
        while (System.nanoTime() < end) {
            onLoop(() -> {
                found[timer.standsIn() ? 1 : 0]++;
                send(MANY / 4);
            });
            TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS / 5);
        }
        // It starts again soon where the machine stood still for a period.
        assertThat(found[1]).isGreaterThan(4 * found[0]);
    }

    @Test
    void letsNotificationsWakeTheLoopAgainAfterwards() throws Exception {
        assumeMutable();
        onLoop(() -> send(MANY));
        TimeUnit.MILLISECONDS.sleep(SOME_PERIODS_MILLIS);
        onLoop(() -> assertThat(timer.standsIn()).isFalse());
    }

    @Test
    void runsAsLongAsSomethingIsInFlightWhereTheRingCannotWakeTheLoop() throws Exception {
        onLoop(() -> {
            inFlight.free(send);
            ring.close();
        });
        open(-1);
        onLoop(() -> send(1));
        TimeUnit.MILLISECONDS.sleep(SOME_PERIODS_MILLIS);
        onLoop(() -> {
            assertThat(timer.standsIn()).isTrue();
            inFlight.free(send);
        });
        TimeUnit.MILLISECONDS.sleep(SOME_PERIODS_MILLIS);
        onLoop(() -> assertThat(timer.standsIn()).isFalse());
    }

    private void open(int fd) throws Exception {
        onLoop(() -> {
            ring = Ring.open(ENTRIES, ENTRIES, fd);
            // As a send would.
            ring.mute();
            timer = new ReapTimer(new LoopTimer(loop, false), inFlight, ring, arena);
            send = inFlight.take(null);
        });
    }

    private void send(int times) {
        for (int i = 0; i < times; i++) {
            accept(send);
        }
    }

    private void accept(InFlightSend accepted) {
        accepted.accepted(1, System.nanoTime());
        timer.accepted(accepted);
    }

    private void onLoop(Runnable action) throws Exception {
        loop.submit(action).get();
    }

    private static void assumeMutable() {
        assumeTrue("x86_64".equals(PlatformDependent.normalizedArch()), "only there may the eventfd be switched off");
    }
}
