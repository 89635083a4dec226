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

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopTaskQueueFactory;
import io.netty.channel.SelectStrategyFactory;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.util.concurrent.DefaultEventExecutorChooserFactory;
import io.netty.util.concurrent.RejectedExecutionHandler;
import io.netty.util.internal.ObjectUtil;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Makes the event loops of a group. Only an {@link EpollEventLoopGroup} can make an {@code EpollEventLoop}, so each
 * comes from a group of one.
 */
final class LoopFactory {

    /** Makes what an event loop has of ours, from what the whole group shares. */
    interface ZeroCopySide {
        ZeroCopyLoop create(EventLoop eventLoop, RegisteredByteBufAllocator allocator, GroupBudget budget,
                            ZeroCopyLimits limits);
    }

    private final SelectStrategyFactory selectStrategyFactory;
    private final RejectedExecutionHandler rejectedExecutionHandler;
    private final EventLoopTaskQueueFactory taskQueueFactory;
    private final EventLoopTaskQueueFactory tailTaskQueueFactory;
    private final ZeroCopySide zeroCopySide;
    private final ZeroCopyLimits limits;
    private final GroupBudget budget;
    private final RegisteredByteBufAllocator allocator;
    private final List<ZeroCopyLoop> created = new ArrayList<>();

    LoopFactory(SelectStrategyFactory selectStrategyFactory, RejectedExecutionHandler rejectedExecutionHandler,
                EventLoopTaskQueueFactory taskQueueFactory, EventLoopTaskQueueFactory tailTaskQueueFactory,
                ZeroCopyLimits limits, ZeroCopySide zeroCopySide) {
        this.selectStrategyFactory = selectStrategyFactory;
        this.rejectedExecutionHandler = rejectedExecutionHandler;
        this.taskQueueFactory = taskQueueFactory;
        this.tailTaskQueueFactory = tailTaskQueueFactory;
        this.limits = ObjectUtil.checkNotNull(limits, "limits");
        this.zeroCopySide = zeroCopySide;
        budget = new GroupBudget(limits.groupInFlightLimit());
        allocator = new RegisteredByteBufAllocator(RegisteredMemory.forProcess(), limits.arenaLimit());
    }

    EventLoop newLoop(Executor executor) {
        LoopSelectStrategy strategy = new LoopSelectStrategy(selectStrategyFactory.newSelectStrategy());
        EventLoop loop = new EpollEventLoopGroup(1, executor, DefaultEventExecutorChooserFactory.INSTANCE,
                () -> strategy, rejectedExecutionHandler, taskQueueFactory, tailTaskQueueFactory).next();
        ZeroCopyLoop zeroCopyLoop = zeroCopySide.create(loop, allocator, budget, limits);
        strategy.attach(zeroCopyLoop);
        created.add(zeroCopyLoop);
        return loop;
    }

    RegisteredByteBufAllocator allocator() {
        return allocator;
    }

    List<ZeroCopyLoop> created() {
        return Collections.unmodifiableList(created);
    }
}
