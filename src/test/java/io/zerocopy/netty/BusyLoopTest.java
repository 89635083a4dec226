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

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** An event loop that sends a lot sleeps through notifications, but not for long. */
@Timeout(30)
class BusyLoopTest {

    /** The sockets take a burst of such messages, the peer's alone does not. */
    private static final int SIZE = 4096;
    private static final int SEND_BUFFER = 4 << 20;

    /** More than make a loop busy, in much less than the 20 ms in which it counts. */
    private static final int BURST = 128;

    /** The look for stalled peers wakes the loop, too: half a second after the first send. */
    private static final int SOON_MILLIS = 250;
    private static final int NO_LOOK_MILLIS = 600;

    private static final int ROUNDS = 8;

    @Test
    void whatABurstHasSentIsReleasedSoonAfterwards() throws Exception {
        try (TestConnection connection = TestConnection.builder()
                .option(ChannelOption.SO_SNDBUF, SEND_BUFFER)
                .option(ZeroCopyChannelOption.ZERO_COPY_THRESHOLD, 0).open()) {
            int soon = 0;
            // Some, not all: the machine may stand still for a while.
            for (int round = 0; round < ROUNDS && soon < ROUNDS / 4; round++) {
                burst(connection);
                assertThat(connection.metrics().inFlightBytes()).isPositive();
                // By now the loop sleeps.
                TimeUnit.MILLISECONDS.sleep(2);
                connection.peer.getInputStream().readNBytes(BURST * SIZE);
                soon += isReleasedSoon(connection) ? 1 : 0;
                TimeUnit.MILLISECONDS.sleep(NO_LOOK_MILLIS);
            }
            assertThat(soon).isEqualTo(ROUNDS / 4);
            assertThat(connection.metrics().bytes(Route.ZERO_COPY)).isPositive();
        }
    }

    /** Of registered memory: the loop waits for the notifications of any other. */
    private static void burst(TestConnection connection) throws Exception {
        SocketChannel channel = connection.channel;
        ChannelFuture last = channel.eventLoop().submit(() -> {
            for (int i = 1; i < BURST; i++) {
                channel.writeAndFlush(channel.alloc().directBuffer(SIZE).writeZero(SIZE));
            }
            return channel.writeAndFlush(channel.alloc().directBuffer(SIZE).writeZero(SIZE));
        }).get();
        last.sync();
    }

    private static boolean isReleasedSoon(TestConnection connection) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SOON_MILLIS);
        while (connection.metrics().inFlightBytes() > 0) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return true;
    }
}
