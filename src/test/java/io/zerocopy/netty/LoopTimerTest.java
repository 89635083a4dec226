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
import io.netty.channel.DefaultSelectStrategyFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SelectStrategy;
import io.netty.channel.SelectStrategyFactory;
import io.netty.channel.epoll.EpollEventLoopGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The tasks of an event loop that the kernel wakes it for. */
@Timeout(30)
class LoopTimerTest {

    private static final int DELAY_MILLIS = 50;
    private static final int LONG_AFTER_MILLIS = 200;
    private static final int MORE_THAN_THE_KERNEL_IS_ASKED_FOR = 10;

    private EventLoopGroup group;
    private EventLoop loop;
    private LoopTimer timer;
    private volatile boolean runsDueTasks = true;

    @BeforeEach
    void startLoop() throws Exception {
        assumeTrue(ZeroCopy.isAvailable(), "no zero copy here");
        group = new EpollEventLoopGroup(1, (SelectStrategyFactory) this::strategy);
        loop = group.next();
        timer = new LoopTimer(loop, true);
        onLoop(() -> { });
    }

    @AfterEach
    void endLoop() throws Exception {
        if (group != null) {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
            timer.close();
        }
    }

    @Test
    void wakesTheLoopWhenATaskIsDue() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        long start = System.nanoTime();
        long[] after = new long[1];
        boolean[] onLoop = new boolean[1];
        schedule(() -> {
            after[0] = System.nanoTime() - start;
            onLoop[0] = loop.inEventLoop();
            ran.countDown();
        });
        ran.await();
        assertThat(after[0]).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(DELAY_MILLIS));
        assertThat(onLoop[0]).isTrue();
    }

    /** One of the loop's own would run by itself. */
    @Test
    void isNoTimerOfTheLoop() throws Exception {
        runsDueTasks = false;
        CountDownLatch ran = new CountDownLatch(1);
        schedule(ran::countDown);
        TimeUnit.MILLISECONDS.sleep(LONG_AFTER_MILLIS);
        onLoop(() -> assertThat(ran.getCount()).isOne());
        runsDueTasks = true;
        onLoop(() -> { });
        ran.await();
    }

    @Test
    void aTaskMayScheduleTheNext() throws Exception {
        CountDownLatch runs = new CountDownLatch(3);
        Runnable[] task = new Runnable[1];
        task[0] = () -> {
            runs.countDown();
            timer.schedule(task[0], 1, TimeUnit.MILLISECONDS);
        };
        schedule(task[0]);
        runs.await();
    }

    @Test
    void aTaskThatFailsKeepsNoOtherFromRunning() throws Exception {
        CountDownLatch ran = new CountDownLatch(2);
        schedule(() -> {
            ran.countDown();
            throw new AssertionError("thrown by the test");
        });
        schedule(ran::countDown);
        ran.await();
    }

    /** Its tasks run early, by the loop's own means, and so do those that follow. */
    @Test
    void goesOnWithoutTheKernelIfThatRefuses() throws Exception {
        CountDownLatch ran = new CountDownLatch(2);
        onLoop(() -> {
            timer.schedule(() -> timer.schedule(ran::countDown, 1, TimeUnit.MILLISECONDS), 1, TimeUnit.HOURS);
            timer.schedule(ran::countDown, 1, TimeUnit.MILLISECONDS);
            timer.completed(0, Errno.EACCES, 0);
        });
        ran.await();
    }

    @Test
    void runsMoreTasksThanTheKernelIsAskedFor() throws Exception {
        List<Integer> ran = new ArrayList<>();
        CountDownLatch all = new CountDownLatch(MORE_THAN_THE_KERNEL_IS_ASKED_FOR);
        onLoop(() -> {
            for (int i = 0; i < MORE_THAN_THE_KERNEL_IS_ASKED_FOR; i++) {
                int task = i;
                timer.schedule(() -> {
                    ran.add(task);
                    all.countDown();
                }, DELAY_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
        all.await();
        assertThat(ran).doesNotHaveDuplicates().hasSize(MORE_THAN_THE_KERNEL_IS_ASKED_FOR);
    }

    @Test
    void isATimerOfTheLoopWhereNothingElseCanWakeIt() throws Exception {
        EventLoop other = new DefaultEventLoop();
        try {
            CountDownLatch ran = new CountDownLatch(2);
            other.submit(() -> {
                new LoopTimer(other, true).schedule(ran::countDown, 1, TimeUnit.MILLISECONDS);
                new LoopTimer(other, false).schedule(ran::countDown, 1, TimeUnit.MILLISECONDS);
            }).get();
            ran.await();
        } finally {
            other.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    @Test
    void isATimerOfTheLoopOnceItIsClosed() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        onLoop(() -> {
            timer.schedule(() -> { }, 1, TimeUnit.HOURS);
            timer.close();
            timer.schedule(ran::countDown, 1, TimeUnit.MILLISECONDS);
        });
        ran.await();
    }

    private SelectStrategy strategy() {
        SelectStrategy usual = DefaultSelectStrategyFactory.INSTANCE.newSelectStrategy();
        return (supplier, hasTasks) -> {
            boolean idle = timer == null || !runsDueTasks || timer.run();
            return usual.calculateStrategy(supplier, hasTasks || !idle);
        };
    }

    private void schedule(Runnable task) throws Exception {
        onLoop(() -> timer.schedule(task, DELAY_MILLIS, TimeUnit.MILLISECONDS));
    }

    private void onLoop(Runnable action) throws Exception {
        loop.submit(action).get();
    }
}
