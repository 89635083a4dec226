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

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelProgressivePromise;
import io.netty.channel.ChannelPromise;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.UnixChannelUtil;
import io.zerocopy.netty.LoopCounters.Counter;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * One channel's zero-copy sends: classifies what the application writes, decides the route of the run at the head
 * of the outbound buffer, and sends it. Used on the channel's event loop only.
 */
final class ChannelSends {

    /** What became of a run. */
    enum Outcome {
        /** All of it is with the kernel. */
        SENT,
        /** The socket is full; the rest stays queued until it is writable again. */
        SOCKET_FULL,
        /** Nothing was sent: the run has to be copied. */
        NOT_SENT
    }

    /**
     * The kernel charges a request's whole length to the memlock limit until its notification, even if the socket
     * took only a little of it.
     */
    private static final int MAX_REQUEST = 1 << 20;

    /** So that peers that stall hold little, and that the answer comes soon. */
    private static final int MAX_PROBE = 64 << 10;

    /** The last one, since handlers of applications start with the first. */
    private static final int WRITABILITY_INDEX = 31;

    private final ZeroCopySocketChannel channel;
    private final ZeroCopySocketChannelConfig config;
    private ZeroCopyLoop loop;
    private SendRoute path;
    private DeferredWrite firstDeferred;
    private DeferredWrite lastDeferred;
    private ByteBuf classified;
    private boolean unclassifiedQueued;
    private boolean unsupported;
    private boolean movedAway;
    private long inFlightBytes;
    private int inFlightSends;
    private long progressAt;
    private boolean stalled;
    private boolean overWaterMark;

    ChannelSends(ZeroCopySocketChannel channel) {
        this.channel = channel;
        config = channel.config();
    }

    /** The channel was registered with the current thread's event loop. */
    void attach(ZeroCopyLoop current, boolean writesQueued) {
        if (loop == null) {
            loop = current;
            unclassifiedQueued = writesQueued;
        } else if (loop != current) {
            // A socket stays with one ring for life: kernels before 6.17 corrupt memory otherwise (CVE-2025-39963).
            movedAway = true;
        }
    }

    /**
     * Whether this channel runs on the event loop whose ring it uses. While it moves to another, that one may write
     * before it is {@linkplain #attach attached} there.
     */
    boolean isAttached() {
        return loop != null && !movedAway && loop.eventLoop() == channel.eventLoop();
    }

    /** The channel leaves the event loop, perhaps for good. */
    void detach() {
        if (path != null) {
            path.end();
            path = null;
        }
    }

    boolean hasSendsInFlight() {
        return inFlightSends != 0;
    }

    /**
     * The application writes a message that is large enough to be pinned. Returns the promise to put into the
     * outbound buffer; {@link #needsCopy} is asked for the same message next.
     */
    ChannelPromise classify(ByteBuf message, ChannelPromise promise) {
        if (!mayEverSend()) {
            return promise;
        }
        // First, since it is the usual case and the cheapest question.
        if (Ownership.isExclusive(message)) {
            classified = message;
            return promise;
        }
        if (config.getZeroCopyThreshold() < 0) {
            // It is copied, also if that is changed while it waits.
            classified = message;
            unclassifiedQueued = true;
            return promise;
        }
        if (promise instanceof ChannelProgressivePromise) {
            return promise;
        }
        classified = message;
        SharedBufferPolicy policy = config.getZeroCopySharedBuffers();
        if (policy == SharedBufferPolicy.TRUST || UnixChannelUtil.isBufferCopyNeededForWrite(message)) {
            return promise;
        }
        return defer(loop.deferredWrites().begin(promise, message, policy == SharedBufferPolicy.COPY));
    }

    /**
     * Whether a message of that size, about to enter the outbound buffer, must get memory of its own: it did not
     * pass {@link #classify}, or its promise reports progress and could not be replaced there.
     */
    boolean needsCopy(ByteBuf message) {
        boolean known = message == classified;
        classified = null;
        return !known && mayEverSend() && !Ownership.isExclusive(message);
    }

    /** Collects the run at the head and decides how it leaves; the run is sent by {@link #send} right after. */
    Route route(ChannelOutboundBuffer in) throws Exception {
        int threshold = config.getZeroCopyThreshold();
        if (in.totalPendingWriteBytes() < threshold) {
            return Route.SMALL;
        }
        if (threshold < 0 || !loop.isUsable()) {
            return blocked(PathState.DISABLED, Route.DISABLED);
        }
        if (unsupported) {
            return blocked(PathState.DISABLED, Route.UNSUPPORTED);
        }
        if (!(in.current() instanceof ByteBuf)) {
            return Route.NOT_BYTEBUF;
        }
        if (learnsPath(threshold) && !path().isOpen()) {
            return Route.LOCAL_PATH;
        }
        return unclassifiedQueued ? Route.SHARED : routeOfRun(in, threshold);
    }

    /** Sends the run that {@link #route} collected. */
    Outcome send(ChannelOutboundBuffer in) throws IOException {
        path().sending();
        int sent = loop.send(this, channel.fd().intValue());
        if (sent > 0) {
            path().sent();
            loop.counters().routed(Route.ZERO_COPY, sent);
            boolean complete = sent == loop.run().gatheredBytes();
            in.removeBytes(sent);
            updateWritability();
            if (!complete) {
                loop.counters().add(Counter.SENDS_SHORT, 1);
            }
            return complete ? Outcome.SENT : Outcome.SOCKET_FULL;
        }
        path().notSent();
        return notSent(sent);
    }

    /** The route of what {@link #send} could not send. */
    Route fallback() {
        return unsupported ? blocked(PathState.DISABLED, Route.UNSUPPORTED)
                : blocked(PathState.CONGESTED, Route.NO_MEMORY);
    }

    /** Netty's epoll code wrote these bytes. */
    void copied(Route route, long bytes, ChannelOutboundBuffer in) {
        if (bytes > 0) {
            loop.counters().routed(route, bytes);
            JfrEvents.copied(this, route, bytes);
        }
        // Counts also what other threads are about to write: then it is copied longer than it has to be.
        if (unclassifiedQueued && in.totalPendingWriteBytes() == 0) {
            unclassifiedQueued = false;
        }
    }

    /** Releases what is notified by now, so that a long flush can go on within its budget. */
    void finishNotified() {
        if (config.getZeroCopyInFlightLimit() - inFlightBytes < MAX_REQUEST || loop.isShortOf(MAX_REQUEST)) {
            loop.look();
        }
        loop.finish();
    }

    /** The application has written. After a move, the event loop that knows what is in flight decides alone. */
    void written() {
        if (isAttached()) {
            updateWritability();
        }
    }

    /** Whether something depends on the notification of a send, beside its memory. */
    boolean awaitsNotification() {
        return config.isZeroCopyWritability()
                || learnsPath(config.getZeroCopyThreshold()) && path != null && path.isProbing();
    }

    void sent(int bytes, long now) {
        if (inFlightSends == 0) {
            progressAt = now;
        }
        inFlightBytes += bytes;
        inFlightSends++;
    }

    void notified(long bytes, long now) {
        progressAt = now;
        inFlightBytes -= bytes;
        inFlightSends--;
        updateWritability();
    }

    /** Some send of this channel is in flight: gives up a peer that takes nothing any more. */
    void checkHold(long now) {
        int timeout = config.getZeroCopyHoldTimeoutMillis();
        if (!stalled && timeout > 0 && now - progressAt > TimeUnit.MILLISECONDS.toNanos(timeout) && isAttached()) {
            stalled = true;
            channel.reset(new HoldTimeoutException(inFlightBytes, timeout));
        }
    }

    /**
     * Makes the channel unwritable while what waits in the outbound buffer and what is in flight exceed the high
     * water mark together, if the application wants that.
     */
    private void updateWritability() {
        if (!config.isZeroCopyWritability() && !overWaterMark) {
            return;
        }
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        if (out == null) {
            return;
        }
        WriteBufferWaterMark marks = config.getWriteBufferWaterMark();
        long bytes = inFlightBytes + out.totalPendingWriteBytes();
        boolean over = config.isZeroCopyWritability() && bytes > (overWaterMark ? marks.low() : marks.high());
        if (over != overWaterMark) {
            overWaterMark = over;
            out.setUserDefinedWritability(WRITABILITY_INDEX, !over);
        }
    }

    /** The kernel is done with a send and says whether it copied. */
    void reported(boolean copied) {
        if (path != null) {
            path.reported(copied);
        }
    }

    @Override
    public String toString() {
        return channel.toString();
    }

    private boolean learnsPath(int threshold) {
        return threshold > 0 && config.isZeroCopyLearnPath();
    }

    private SendRoute path() {
        if (path == null) {
            InetSocketAddress local = channel.localAddress();
            path = new SendRoute(loop.paths(), loop.counters(), local == null ? null : local.getAddress());
        }
        return path;
    }

    private Route blocked(PathState state, Route route) {
        path().blocked(state);
        return route;
    }

    /** Also while the threshold says no: it may be changed before the message leaves. */
    private boolean mayEverSend() {
        return isAttached() && !unsupported && loop.offReason() == null;
    }

    private DeferredWrite defer(DeferredWrite write) {
        if (firstDeferred() == null) {
            firstDeferred = write;
        } else {
            lastDeferred.linkNext(write);
        }
        lastDeferred = write;
        return write;
    }

    private DeferredWrite firstDeferred() {
        while (firstDeferred != null && firstDeferred.isRemoved()) {
            DeferredWrite gone = firstDeferred;
            firstDeferred = gone.next();
            gone.unlisted();
        }
        return firstDeferred;
    }

    private Route routeOfRun(ChannelOutboundBuffer in, int threshold) throws Exception {
        Run run = loop.run();
        long budget = Math.min(config.getZeroCopyInFlightLimit() - inFlightBytes, loop.budget());
        if (budget <= 0) {
            return Route.BUDGET;
        }
        int most = learnsPath(threshold) && path().isProbing() ? MAX_PROBE : MAX_REQUEST;
        run.collect(in, firstDeferred(), threshold, Math.max(threshold, most));
        Route route = routeOf(run, threshold);
        if (route == Route.ZERO_COPY && run.bytes() > budget) {
            if (budget < threshold) {
                route = Route.BUDGET;
            } else {
                run.collect(in, firstDeferred(), threshold, budget);
            }
        }
        if (route != Route.ZERO_COPY) {
            run.clear();
        }
        return route;
    }

    private Route routeOf(Run run, int threshold) {
        if (run.isStoppedAtHead()) {
            return Route.SHARED;
        }
        if (run.bytes() == 0 || run.bytes() < threshold || threshold > 0 && run.isMostlySmall()) {
            return Route.SMALL;
        }
        return loop.isOutOfMemory() ? blocked(PathState.CONGESTED, Route.NO_MEMORY) : Route.ZERO_COPY;
    }

    private Outcome notSent(int error) throws IOException {
        // EINPROGRESS: Fast Open had to do without a cookie; the socket is writable when it is connected.
        if (error == 0 || error == Errno.EAGAIN || error == Errno.EINPROGRESS) {
            loop.counters().add(Counter.SENDS_FULL, 1);
            return Outcome.SOCKET_FULL;
        }
        if (Errno.isUnsupported(error)) {
            unsupported = true;
            return Outcome.NOT_SENT;
        }
        if (!Errno.isOutOfMemory(error) && error != Errno.EINTR) {
            Errors.ioResult("sendmsg_zc", error);
        }
        return Outcome.NOT_SENT;
    }
}
