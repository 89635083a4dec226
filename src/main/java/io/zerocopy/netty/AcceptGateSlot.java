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
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The slot that a connection takes in an {@link AcceptGate} while it is set up. As the first handler of the pipeline it
 * sees what arrives, whatever the application's handlers keep to themselves.
 */
final class AcceptGateSlot extends ChannelInboundHandlerAdapter {

    private static final AttributeKey<AcceptGateSlot> KEY = AttributeKey.valueOf(AcceptGateSlot.class, "slot");

    private final AcceptGate gate;
    private final AtomicBoolean freed = new AtomicBoolean();
    private final Future<?> timeout;

    private AcceptGateSlot(AcceptGate gate, EventExecutor timer) {
        this.gate = gate;
        timeout = timer.schedule(this::free, gate.timeout().toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Makes a slot that was taken that of the connection, which nobody has seen yet. */
    static void occupy(AcceptGate gate, Channel connection, EventExecutor timer) {
        AcceptGateSlot slot = new AcceptGateSlot(gate, timer);
        connection.attr(KEY).set(slot);
        connection.closeFuture().addListener(closed -> slot.free());
        if (gate.until() == AcceptGate.Until.HANDSHAKE) {
            connection.pipeline().addFirst(slot);
        }
    }

    /** Frees the connection's slot if it has one. */
    static void release(Channel connection) {
        AcceptGateSlot slot = connection.attr(KEY).getAndSet(null);
        if (slot != null) {
            slot.free();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.fireChannelReadComplete();
        Future<?> handshake = AcceptGateHandshake.of(ctx.pipeline());
        if (handshake != null) {
            handshake.addListener(done -> free());
            ctx.pipeline().remove(this);
        }
    }

    private void free() {
        if (freed.compareAndSet(false, true)) {
            timeout.cancel(false);
            gate.freeSlot();
        }
    }
}
