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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Packets are lost, so that the kernel reads the memory of a send again long after it was accepted.
 */
@Tag("root")
@Timeout(240)
class LossyWireTest {

    private static Wire wire;

    @BeforeAll
    static void up() throws Exception {
        wire = Wire.up("lossy", "--lossy", "3");
    }

    @AfterAll
    static void down() throws Exception {
        if (wire != null) {
            wire.close();
        }
    }

    @Test
    void memoryThatIsPoisonedOnReleaseNeverReachesThePeer() throws Exception {
        assertArrivesUnchanged("9100", "poison", "96", "42");
    }

    @Test
    void memoryThatIsOverwrittenAfterTheFutureNeverReachesThePeer() throws Exception {
        assertArrivesUnchanged("9101", "overwrite", "64");
    }

    private static void assertArrivesUnchanged(String port, String program, String... arguments) throws Exception {
        String[] line = new String[arguments.length + 3];
        line[0] = program;
        line[1] = Wire.FAR;
        line[2] = port;
        System.arraycopy(arguments, 0, line, 3, arguments.length);
        try (TestProcess receiver = wire.startFar("receive", "any", port)) {
            receiver.await("listening");
            try (TestProcess sender = wire.start(line)) {
                String sent = sender.await("sha256");
                assertThat(sender.awaitLong("zeroCopyBytes")).isGreaterThan(32L << 20);
                assertThat(receiver.await("sha256")).isEqualTo(sent);
                sender.awaitEnd();
            }
            receiver.awaitEnd();
        }
    }
}
