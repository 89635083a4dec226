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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which run is worth a zero-copy send: what must be copied anyway may be half of it. */
@Timeout(60)
class MostlySmallRunTest {

    private static final int SMALL = 1024;
    private static final int SMALL_REST = 32 << 10;

    @ParameterizedTest
    @CsvSource({"60, 70, ZERO_COPY", "60, 50, SMALL", "60, 0, SMALL", "0, 50, ZERO_COPY", "200, 4096, ZERO_COPY"})
    void theLargeMessageAtTheEndDecides(int smallMessages, int largeKiB, Route route) throws Exception {
        try (TestConnection connection = TestConnection.builder().open()) {
            connection.drainInBackground();
            connection.channel.eventLoop().submit(() -> {
                for (int i = 0; i < smallMessages; i++) {
                    connection.channel.write(connection.channel.alloc().directBuffer(SMALL).writeZero(SMALL));
                }
                int large = largeKiB << 10;
                ByteBuf last = connection.channel.alloc().directBuffer(large).writeZero(large);
                return connection.channel.writeAndFlush(last);
            }).get().sync();
            // The event loop counts after it has written.
            connection.channel.eventLoop().submit(() -> { }).sync();
            long bytes = smallMessages * (long) SMALL + (largeKiB << 10);
            // What a full socket has left of it may be small in the end.
            long copied = connection.metrics().bytes(Route.SMALL);
            assertThat(connection.metrics().bytes(Route.ZERO_COPY) + copied).isEqualTo(bytes);
            assertThat(connection.metrics().bytes(route)).isGreaterThan(bytes - SMALL_REST);
        }
    }
}
