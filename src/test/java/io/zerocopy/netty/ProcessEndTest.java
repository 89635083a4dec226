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

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Nothing of the transport keeps a process alive. */
@Timeout(120)
class ProcessEndTest {

    /** Netty's own threads take up to two seconds. */
    private static final Duration SOON = Duration.ofSeconds(6);

    @ParameterizedTest
    @ValueSource(strings = {"shutdown", "daemon"})
    void theProcessEndsSoonAfterItsWork(String how) throws Exception {
        try (TestProcess process = TestProcess.start(TestProcess.java(ProcessEndProgram.class, how))) {
            assumeTrue(process.awaitLong("registered") > 0, "no registered memory here");
            process.await("ended");
            long ended = System.nanoTime();
            process.awaitEnd();
            assertThat(Duration.ofNanos(System.nanoTime() - ended)).isLessThan(SOON);
        }
    }
}
