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
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.ImmediateEventExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** When the promise behind a deferred write completes, and when the record is used again. */
class DeferredWriteTest {

    /** Who lets go of a write, in whatever order. */
    enum Order {
        BUFFER_SEND_LIST("BSL"), BUFFER_LIST_SEND("BLS"), SEND_BUFFER_LIST("SBL");

        private final String events;

        Order(String events) {
            this.events = events;
        }
    }

    private final DeferredWrites pool = new DeferredWrites(ImmediateEventExecutor.INSTANCE);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ChannelPromise caller = channel.newPromise();
    private final ByteBuf message = Unpooled.EMPTY_BUFFER;
    private final DeferredWrite write = pool.begin(caller, message, false);

    @ParameterizedTest
    @EnumSource(Order.class)
    void isCompleteWhenBufferAndSendAreDoneAndUsedAgainWhenTheListIs(Order order) {
        write.sent();
        boolean buffer = false;
        boolean send = false;
        for (char event : order.events.toCharArray()) {
            assertThat(caller.isDone()).isEqualTo(buffer && send);
            assertThat(isUsedAgain()).isFalse();
            switch (event) {
                case 'B' -> {
                    buffer = true;
                    assertThat(write.trySuccess(null)).isTrue();
                }
                case 'S' -> {
                    send = true;
                    write.notified();
                }
                default -> write.unlisted();
            }
        }
        assertThat(caller.isSuccess()).isTrue();
        assertThat(isUsedAgain()).isTrue();
    }

    @Test
    void aFailureWaitsForTheSendToo() {
        IOException failure = new IOException("thrown by the test");
        write.sent();
        assertThat(write.tryFailure(failure)).isTrue();
        assertThat(caller.isDone()).isFalse();
        write.notified();
        assertThat(caller.cause()).isSameAs(failure);
    }

    @Test
    void anAbandonedSendFailsThePromise() {
        IOException failure = new IOException("thrown by the test");
        write.sent();
        write.trySuccess(null);
        write.abandoned(failure);
        assertThat(caller.cause()).isSameAs(failure);
    }

    @Test
    void completesOnce() {
        assertThat(write.trySuccess(null)).isTrue();
        assertThat(write.trySuccess(null)).isFalse();
        assertThat(write.tryFailure(new IOException("thrown by the test"))).isFalse();
        assertThat(caller.isSuccess()).isTrue();
    }

    @Test
    void whatWasCancelledIsNotUsedAgain() {
        caller.cancel(false);
        assertThat(write.setUncancellable()).isFalse();
        assertThat(write.isRemoved()).isTrue();
        write.unlisted();
        assertThat(isUsedAgain()).isFalse();
    }

    /** A listener writes: what it begins is not touched by what is left to do for the one before. */
    @Test
    void aListenerMayBeginItAnew() {
        ChannelPromise next = channel.newPromise();
        List<DeferredWrite> begun = new ArrayList<>();
        caller.addListener(done -> begun.add(pool.begin(next, message, true)));
        write.sent();
        write.trySuccess(null);
        write.unlisted();
        write.notified();
        assertThat(begun).containsExactly(write);
        assertThat(write.mustBeCopied()).isTrue();
        assertThat(write.isRemoved()).isFalse();
        assertThat(write.isFor(message)).isTrue();
        assertThat(next.isDone()).isFalse();
        write.trySuccess(null);
        assertThat(next.isSuccess()).isTrue();
    }

    @Test
    void isLeftAloneOnAnotherThread() throws Exception {
        DefaultEventLoop loop = new DefaultEventLoop();
        DeferredWrites ofLoop = new DeferredWrites(loop);
        DeferredWrite moved = loop.submit(() -> ofLoop.begin(caller, message, false)).get();
        moved.unlisted();
        moved.trySuccess(null);
        assertThat(caller.isSuccess()).isTrue();
        assertThat(loop.submit(() -> ofLoop.begin(channel.newPromise(), message, false)).get()).isNotSameAs(moved);
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    @Test
    void forAllElseItIsTheCallersPromise() {
        assertThat(write.channel()).isSameAs(channel);
        assertThat(write.isVoid()).isFalse();
        List<Object> heard = new ArrayList<>();
        assertThat(write.addListener(heard::add)).isSameAs(write);
        write.trySuccess(null);
        assertThat(heard).containsExactly(caller);
        assertThat(write.isDone()).isTrue();
    }

    /** What the pool has is in use from then on. */
    private boolean isUsedAgain() {
        return pool.begin(channel.newPromise(), message, false) == write;
    }
}
