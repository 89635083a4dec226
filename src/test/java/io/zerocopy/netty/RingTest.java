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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A ring that was opened too small for what it carries, which the event loops never do. */
@Timeout(30)
class RingTest {

    private static final int ENTRIES = 16;
    private static final int SENDS = ENTRIES + 1;
    private static final int SIZE = 4096;

    @Test
    void completionsWithoutRoomAreNoticedAndNotLost() throws Exception {
        try (TestConnection connection = TestConnection.builder().open()) {
            connection.drainInBackground();
            int fd = ((ZeroCopySocketChannel) connection.channel).fd().intValue();
            ByteBuffer data = ByteBuffer.allocateDirect(SIZE);
            ByteBuffer iov = ByteBuffer.allocateDirect(2 * Long.BYTES).order(ByteOrder.nativeOrder());
            iov.putLong(0, Memory.address(data)).putLong(Long.BYTES, SIZE);
            Ring ring = Ring.open(ENTRIES, ENTRIES, -1);
            try {
                for (int i = 0; i < SENDS; i++) {
                    if (2 * i <= ENTRIES) {
                        assertThat(ring.isOverflowing()).as("before send %d", i).isFalse();
                    }
                    assertThat(send(ring, fd, Memory.address(iov))).isZero();
                }
                // Results alone fill it, however late the notifications are.
                assertThat(ring.isFull()).isTrue();
                assertThat(ring.isOverflowing()).isTrue();
                int[] completions = new int[1];
                ring.drainQueue((key, result, flags) -> completions[0]++);
                assertThat(ring.isFull()).isFalse();
                assertThat(ring.isOverflowing()).as("the kernel still keeps the others").isTrue();
                await().pollInSameThread().until(() -> {
                    ring.await(100);
                    ring.drain((key, result, flags) -> completions[0]++);
                    return completions[0] >= 2 * SENDS;
                });
                assertThat(completions[0]).isEqualTo(2 * SENDS);
                assertThat(ring.isOverflowing()).isFalse();
            } finally {
                ring.close();
            }
        }
    }

    private static int send(Ring ring, int fd, long iov) {
        return ring.sendmsg(fd, iov, 1, RingLayout.MSG_DONTWAIT | RingLayout.MSG_NOSIGNAL, ZeroCopy.sendFlags(), 1);
    }
}
