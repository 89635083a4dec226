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

import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One server channel's side of an {@link AcceptGate}, on the channel's event loop. While the gate is full the channel
 * accepts nothing. Some transports accept several connections before they show the first one; those wait here.
 */
final class AcceptGateEntrance {

    private final AcceptGate gate;
    private final ChannelHandlerContext ctx;
    private final Queue<Channel> arrived = new ArrayDeque<>();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private boolean paused;

    AcceptGateEntrance(AcceptGate gate, ChannelHandlerContext ctx) {
        this.gate = gate;
        this.ctx = ctx;
    }

    void arrived(Channel connection) {
        arrived.add(connection);
        admit();
    }

    /** Called from any thread. */
    void slotIsFree() {
        if (waiting.compareAndSet(true, false)) {
            ctx.executor().execute(this::admit);
        }
    }

    /** The server channel is closed, or the gate taken out of its pipeline. */
    void close() {
        waiting.set(false);
        boolean open = ctx.channel().isOpen();
        for (Channel connection = arrived.poll(); connection != null; connection = arrived.poll()) {
            if (open) {
                ctx.fireChannelRead(connection);
            } else {
                connection.unsafe().closeForcibly();
            }
        }
        if (open) {
            resume();
        }
    }

    private void admit() {
        if (ctx.isRemoved()) {
            return;
        }
        // Before the look at the slots: one that becomes free after it wakes us.
        waiting.set(true);
        while (!arrived.isEmpty() && gate.takeSlot()) {
            Channel connection = arrived.remove();
            AcceptGateSlot.occupy(gate, connection, ctx.executor());
            ctx.fireChannelRead(connection);
        }
        if (arrived.isEmpty() && gate.hasFreeSlot()) {
            waiting.set(false);
            resume();
        } else {
            pause();
        }
    }

    private void pause() {
        ChannelConfig config = ctx.channel().config();
        if (config.isAutoRead()) {
            paused = true;
            config.setAutoRead(false);
        }
    }

    /** Others switch reading off as well, and must find it so. */
    private void resume() {
        if (paused) {
            paused = false;
            ctx.channel().config().setAutoRead(true);
        }
    }
}
