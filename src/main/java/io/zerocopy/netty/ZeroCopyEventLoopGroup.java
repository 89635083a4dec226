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

import io.netty.channel.DefaultSelectStrategyFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopTaskQueueFactory;
import io.netty.channel.MultithreadEventLoopGroup;
import io.netty.channel.SelectStrategyFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoop;
import io.netty.util.concurrent.DefaultEventExecutorChooserFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorChooserFactory;
import io.netty.util.concurrent.RejectedExecutionHandler;
import io.netty.util.concurrent.RejectedExecutionHandlers;
import io.netty.util.concurrent.ThreadPerTaskExecutor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Takes the place of an {@link io.netty.channel.epoll.EpollEventLoopGroup}: its event loops are Netty's own
 * {@link EpollEventLoop}s and carry every epoll channel; those of {@link ZeroCopySocketChannel} class send large
 * writes by zero copy. Where that is not possible (see {@link ZeroCopy#unavailabilityCause()}) they are plain epoll.
 */
public final class ZeroCopyEventLoopGroup extends MultithreadEventLoopGroup {

    private static final long MIN_LAG_INTERVAL = TimeUnit.MILLISECONDS.toNanos(1);

    // As in EpollEventLoopGroup: not static, so that the class can be loaded anywhere.
    {
        Epoll.ensureAvailability();
    }

    private final List<ZeroCopyLoop> loops;
    private final RegisteredByteBufAllocator allocator;

    /** Uses Netty's default number of threads and a default {@link ThreadFactory}. */
    public ZeroCopyEventLoopGroup() {
        this(0);
    }

    /** Uses the given number of threads, {@code 0} for Netty's default. */
    public ZeroCopyEventLoopGroup(int threads) {
        this(threads, (ThreadFactory) null);
    }

    /** Uses Netty's default number of threads, made by the given factory. */
    public ZeroCopyEventLoopGroup(ThreadFactory threadFactory) {
        this(0, threadFactory);
    }

    /** Uses the given number of threads, and select strategies from the given factory. */
    public ZeroCopyEventLoopGroup(int threads, SelectStrategyFactory selectStrategyFactory) {
        this(threads, (ThreadFactory) null, selectStrategyFactory);
    }

    /** Uses the given number of threads, made by the given factory. */
    public ZeroCopyEventLoopGroup(int threads, ThreadFactory threadFactory) {
        this(threads, threadFactory, DefaultSelectStrategyFactory.INSTANCE);
    }

    /** Runs the given number of event loops on the executor. */
    public ZeroCopyEventLoopGroup(int threads, Executor executor) {
        this(threads, executor, DefaultSelectStrategyFactory.INSTANCE);
    }

    /** Uses the given number of threads, which hold no more than the limits say. */
    public ZeroCopyEventLoopGroup(int threads, ZeroCopyLimits limits) {
        this(threads, (ThreadFactory) null, limits);
    }

    /** As above; the threads are made by the given factory. */
    public ZeroCopyEventLoopGroup(int threads, ThreadFactory threadFactory, ZeroCopyLimits limits) {
        this(threads, executor(threadFactory), DefaultEventExecutorChooserFactory.INSTANCE,
                DefaultSelectStrategyFactory.INSTANCE, RejectedExecutionHandlers.reject(), null, null, limits);
    }

    /** Uses the given number of threads, made by the given factory, and select strategies from the other. */
    public ZeroCopyEventLoopGroup(int threads, ThreadFactory threadFactory,
                                  SelectStrategyFactory selectStrategyFactory) {
        this(threads, executor(threadFactory), selectStrategyFactory);
    }

    /** Runs the given number of event loops on the executor, with select strategies from the factory. */
    public ZeroCopyEventLoopGroup(int threads, Executor executor, SelectStrategyFactory selectStrategyFactory) {
        this(threads, executor, DefaultEventExecutorChooserFactory.INSTANCE, selectStrategyFactory);
    }

    /** As above; {@code chooserFactory} decides which event loop is next. */
    public ZeroCopyEventLoopGroup(int threads, Executor executor, EventExecutorChooserFactory chooserFactory,
                                  SelectStrategyFactory selectStrategyFactory) {
        this(threads, executor, chooserFactory, selectStrategyFactory, RejectedExecutionHandlers.reject());
    }

    /** As above; {@code rejectedExecutionHandler} gets the tasks that an event loop refuses. */
    public ZeroCopyEventLoopGroup(int threads, Executor executor, EventExecutorChooserFactory chooserFactory,
                                  SelectStrategyFactory selectStrategyFactory,
                                  RejectedExecutionHandler rejectedExecutionHandler) {
        this(threads, executor, chooserFactory, selectStrategyFactory, rejectedExecutionHandler, null);
    }

    /** As above; {@code taskQueueFactory} makes the queues of tasks. */
    public ZeroCopyEventLoopGroup(int threads, Executor executor, EventExecutorChooserFactory chooserFactory,
                                  SelectStrategyFactory selectStrategyFactory,
                                  RejectedExecutionHandler rejectedExecutionHandler,
                                  EventLoopTaskQueueFactory taskQueueFactory) {
        this(threads, executor, chooserFactory, selectStrategyFactory, rejectedExecutionHandler, taskQueueFactory,
                null);
    }

    /** As above; {@code tailTaskQueueFactory} makes the queues of tasks that run at the end of an iteration. */
    public ZeroCopyEventLoopGroup(int threads, Executor executor, EventExecutorChooserFactory chooserFactory,
                                  SelectStrategyFactory selectStrategyFactory,
                                  RejectedExecutionHandler rejectedExecutionHandler,
                                  EventLoopTaskQueueFactory taskQueueFactory,
                                  EventLoopTaskQueueFactory tailTaskQueueFactory) {
        this(threads, executor, chooserFactory, selectStrategyFactory, rejectedExecutionHandler, taskQueueFactory,
                tailTaskQueueFactory, ZeroCopyLimits.defaults());
    }

    /** As above; the event loops hold no more than the limits say. */
    public ZeroCopyEventLoopGroup(int threads, Executor executor, EventExecutorChooserFactory chooserFactory,
                                  SelectStrategyFactory selectStrategyFactory,
                                  RejectedExecutionHandler rejectedExecutionHandler,
                                  EventLoopTaskQueueFactory taskQueueFactory,
                                  EventLoopTaskQueueFactory tailTaskQueueFactory, ZeroCopyLimits limits) {
        this(threads, executor, chooserFactory, new LoopFactory(selectStrategyFactory, rejectedExecutionHandler,
                taskQueueFactory, tailTaskQueueFactory, limits, ZeroCopyLoop::new));
    }

    /** The factory travels as an argument because {@link #newChild} runs inside the super constructor. */
    private ZeroCopyEventLoopGroup(int threads, Executor executor, EventExecutorChooserFactory chooserFactory,
                                   LoopFactory factory) {
        super(threads, executor, chooserFactory, factory);
        loops = factory.created();
        allocator = factory.allocator();
        terminationFuture().addListener(ended -> allocator.close(metrics().leakedSends() > 0));
    }

    private static Executor executor(ThreadFactory threadFactory) {
        return threadFactory == null ? null : new ThreadPerTaskExecutor(threadFactory);
    }

    /** See {@link io.netty.channel.epoll.EpollEventLoopGroup#setIoRatio(int)}. */
    public void setIoRatio(int ioRatio) {
        for (EventExecutor loop : this) {
            ((EpollEventLoop) loop).setIoRatio(ioRatio);
        }
    }

    /** The default allocator of this group's channels. */
    public RegisteredByteBufAllocator allocator() {
        return allocator;
    }

    /** What the event loops of this group counted so far. */
    public ZeroCopyMetrics metrics() {
        List<Arena> arenas = new ArrayList<>(List.of(allocator.sharedArena()));
        loops.forEach(loop -> arenas.add(loop.arena()));
        return metricsOf(loops, arenas);
    }

    /**
     * What each event loop counted, in the order of {@link #iterator()}. What other threads have allocated of the
     * registered memory is in none of them.
     */
    public List<ZeroCopyMetrics> metricsByLoop() {
        return loops.stream().map(loop -> metricsOf(List.of(loop), List.of(loop.arena()))).toList();
    }

    /**
     * Lets every event loop measure how late it runs what is due, for {@link ZeroCopyMetrics#lagMicros}: a loop that
     * is late has been blocked by a handler, or got no CPU. It is off at first, since idle loops would be woken.
     * Another call changes the interval. On a group that has been shut down it does nothing.
     *
     * @param interval the time between two looks, {@code 0} to end it, otherwise a millisecond or more
     */
    public void watchLag(long interval, TimeUnit unit) {
        long nanos = unit.toNanos(interval);
        if (nanos != 0 && nanos < MIN_LAG_INTERVAL) {
            throw new IllegalArgumentException(
                    "interval: " + interval + ' ' + unit + " (expected: 0, or 1 millisecond or more)");
        }
        if (!isShuttingDown()) {
            loops.forEach(loop -> loop.watchLag(nanos));
        }
    }

    @Override
    protected EventLoop newChild(Executor executor, Object... args) {
        return ((LoopFactory) args[0]).newLoop(executor);
    }

    private static ZeroCopyMetrics metricsOf(List<ZeroCopyLoop> loops, List<Arena> arenas) {
        return new ZeroCopyMetrics(loops.stream().map(ZeroCopyLoop::counters).toList(), arenas, state(loops));
    }

    private static String state(List<ZeroCopyLoop> loops) {
        String reason = null;
        for (ZeroCopyLoop loop : loops) {
            reason = loop.offReason();
            if (reason == null) {
                return ZeroCopyMetrics.ACTIVE;
            }
        }
        return "off, " + reason;
    }
}
