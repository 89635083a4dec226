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

import com.sun.management.UnixOperatingSystemMXBean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@Timeout(240)
class AcceptGateStormTest {

    private static final int LIMIT = 64;
    private static final int CLIENTS = 5000;
    private static final int STORMS = 3;
    // What two equal series of storms differ by on a machine that does other things as well.
    private static final double NOISE = 1.3;

    @BeforeAll
    static void countFiles() {
        long files = ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getMaxFileDescriptorCount();
        assumeTrue(files >= 2 * CLIENTS + 1000, "this process may open " + files + " files only");
    }

    @Test
    void everybodyComesBackThroughTheGate() throws Exception {
        blow(1000);
    }

    @Test
    @Tag("long")
    void fiveThousandComeBackThroughTheGate() throws Exception {
        blow(CLIENTS);
    }

    @Test
    @Tag("long")
    void gateCostsNoTime() throws Exception {
        fastest(new AcceptGate(LIMIT)); // For the JVM to warm up.
        long open = fastest(null);
        long gated = fastest(new AcceptGate(LIMIT));
        assertThat(gated).as("milliseconds with the gate, %s without", open).isLessThanOrEqualTo((long) (open * NOISE));
    }

    private static void blow(int clients) throws Exception {
        AcceptGate gate = new AcceptGate(LIMIT);
        try (AcceptGateStorm storm = new AcceptGateStorm(gate, clients)) {
            storm.blow();
            assertThat(storm.dropped()).isZero();
            assertThat(storm.mostInHandshake()).isPositive().isLessThanOrEqualTo(LIMIT);
            assertThat(gate.inSetup()).isZero();
        }
    }

    /** Returns the milliseconds of the fastest of some storms. */
    private static long fastest(AcceptGate gate) throws Exception {
        long fastest = Long.MAX_VALUE;
        try (AcceptGateStorm storm = new AcceptGateStorm(gate, CLIENTS)) {
            for (int i = 0; i < STORMS; i++) {
                fastest = Math.min(fastest, storm.blow());
            }
            assertThat(storm.dropped()).isZero();
        }
        return TimeUnit.NANOSECONDS.toMillis(fastest);
    }
}
