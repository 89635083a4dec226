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
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Bounds how many connections a server sets up at the same time, so that a storm of clients that reconnect does not
 * stampede it: {@code serverBootstrap.handler(new AcceptGate(64))}. The others wait, as a rule in the kernel's backlog
 * ({@link io.netty.channel.ChannelOption#SO_BACKLOG}); none is turned away. Works on every server channel of Netty.
 *
 * <p>A connection takes one of the gate's slots when it is accepted, and frees it when it is set up: see
 * {@link Until}. It also frees it when it is closed, when {@link #release(Channel)} is called for it, and when the
 * timeout is over, since clients that connect and do nothing must not keep others out.
 *
 * <p>Several server channels can share a gate, as they do when a bootstrap is bound several times. Then the bound
 * holds for all of them together.
 */
@ChannelHandler.Sharable
public final class AcceptGate extends ChannelInboundHandlerAdapter {

    /** What ends the setup of a connection. */
    public enum Until {
        /** The end of its TLS handshake; without TLS its first bytes, once the pipeline has seen them. */
        HANDSHAKE,
        /** Only the application knows, for instance after a login, and calls {@link AcceptGate#release(Channel)}. */
        RELEASE
    }

    // A handshake that takes longer waits for the network, and costs nothing meanwhile.
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(3);

    private final Semaphore slots;
    private final int limit;
    private final Until until;
    private final Duration timeout;
    private final Map<Channel, AcceptGateEntrance> entrances = new ConcurrentHashMap<>();

    /** Up to {@code limit} connections are set up at a time, each until its handshake, for up to three seconds. */
    public AcceptGate(int limit) {
        this(limit, Until.HANDSHAKE, DEFAULT_TIMEOUT);
    }

    /**
     * Up to {@code limit} connections are set up at a time.
     *
     * @param timeout after which a connection frees its slot in any case; it stays open
     */
    public AcceptGate(int limit, Until until, Duration timeout) {
        if (limit <= 0) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: > 0)");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout: " + timeout + " (expected: > 0)");
        }
        this.limit = limit;
        this.until = Objects.requireNonNull(until, "until");
        this.timeout = timeout;
        slots = new Semaphore(limit);
    }

    /** Says that the connection is set up. May be called from any thread, several times, and for any channel. */
    public static void release(Channel connection) {
        AcceptGateSlot.release(connection);
    }

    /** How many connections are being set up now. */
    public int inSetup() {
        return limit - slots.availablePermits();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        entrances.put(ctx.channel(), new AcceptGateEntrance(this, ctx));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        entrances.remove(ctx.channel()).close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object connection) {
        entrances.get(ctx.channel()).arrived((Channel) connection);
    }

    boolean hasFreeSlot() {
        return slots.availablePermits() > 0;
    }

    boolean takeSlot() {
        return slots.tryAcquire();
    }

    /** Wakes every server channel that waits: the one whose turn it were may have no clients. */
    void freeSlot() {
        slots.release();
        entrances.values().forEach(AcceptGateEntrance::slotIsFree);
    }

    Until until() {
        return until;
    }

    Duration timeout() {
        return timeout;
    }
}
