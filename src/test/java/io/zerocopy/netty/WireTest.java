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

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * On a path where the kernel can really send without a copy, it does, and memory is held exactly as long as the
 * peer has not acknowledged.
 */
@Tag("root")
@Timeout(180)
class WireTest {

    private static Wire wire;

    @BeforeAll
    static void up() throws Exception {
        wire = Wire.up("test");
    }

    @AfterAll
    static void down() throws Exception {
        if (wire != null) {
            wire.close();
        }
    }

    @Test
    void theZeroCopyIsReal() throws Exception {
        int count = 2000;
        int size = 256 * 1024;
        try (TestProcess stream = wire.start("stream", Wire.FAR, "9000", "" + size, "" + count)) {
            // On a busy machine the peer acknowledges late, and what is over the in-flight limit is copied.
            assertThat(stream.awaitLong("bytes")).isGreaterThan((long) count * size / 4);
            long zeroCopied = stream.awaitLong("zeroCopied");
            long copied = stream.awaitLong("copied");
            assertThat(stream.awaitLong("provenPaths")).isEqualTo(1);
            stream.awaitEnd();
            assertThat(zeroCopied).isPositive();
            // The kernel's flag lies now and then (a send that shares its first packet with the one before).
            assertThat(copied).isLessThanOrEqualTo(zeroCopied / 1000);
        }
    }

    @Test
    void buffersStayPinnedUntilTheAckAndComeBackWithinFiveMilliseconds() throws Exception {
        int rounds = 15;
        List<Long> micros = new ArrayList<>();
        try (TestProcess hold = wire.start("hold", Wire.FAR, "9001", "" + rounds)) {
            for (int i = 0; i < rounds; i++) {
                wire.control("ack", "--hold");
                hold.signal();
                assertThat(hold.awaitLong("inFlight")).isGreaterThan(1);
                Thread.sleep(50);
                long heldUntil = System.nanoTime();
                wire.control("ack", "--release");
                long released = System.nanoTime();
                long releasedAt = hold.awaitLong("releasedAt");
                assertThat(releasedAt).isGreaterThan(heldUntil);
                micros.add(TimeUnit.NANOSECONDS.toMicros(releasedAt - released));
            }
            hold.awaitEnd();
        }
        micros.sort(null);
        assertThat(micros.get(micros.size() / 2)).as("median of %s", micros).isLessThan(5000);
    }
}
