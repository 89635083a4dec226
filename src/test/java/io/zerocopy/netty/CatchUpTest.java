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

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** An event loop that is short of its budget looks for notifications before it copies. */
@Timeout(30)
class CatchUpTest {

    private static final int SIZE = 64 << 10;

    /** More than the peer takes without reading, so that the rest stays in flight. */
    private static final int MESSAGES = 8;

    @Test
    void aFlushFindsWhatWasNotifiedSinceTheLoopLooked() throws Exception {
        try (TestConnection connection = TestConnection.builder().open()) {
            for (int i = 0; i < MESSAGES; i++) {
                write(connection).sync();
            }
            // What the peer has room for without reading is with it by then.
            TimeUnit.MILLISECONDS.sleep(500);
            long runs = connection.metrics().runs(Route.ZERO_COPY);
            long inFlight = connection.metrics().inFlightBytes();
            assertThat(inFlight).isPositive();
            connection.config().setZeroCopyInFlightLimit((int) inFlight);
            connection.channel.eventLoop().submit(() -> {
                connection.drainInBackground();
                // Blocks the event loop on purpose: it cannot look.
                TimeUnit.MILLISECONDS.sleep(1000);
                write(connection);
                return null;
            }).get();
            assertThat(connection.metrics().runs(Route.BUDGET)).isZero();
            assertThat(connection.metrics().runs(Route.ZERO_COPY)).isGreaterThan(runs);
        }
    }

    private static ChannelFuture write(TestConnection connection) {
        return connection.channel.writeAndFlush(Unpooled.directBuffer(SIZE).writeZero(SIZE));
    }
}
