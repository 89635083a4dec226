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
package io.zerocopy.lab.zerocopy;

import com.google.gson.JsonObject;
import io.zerocopy.lab.workloads.AgentContract;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ZeroCopyTest extends AgentContract {

    @Test
    void tellsTheRoutesOfTheRound() throws Exception {
        JsonObject extra = extraOfStream("zerocopy");
        assertThat(extra.get("bytes.zero_copy").getAsLong()).isPositive();
        assertThat(extra.get("notifiedCopied").getAsLong()).as("on loopback").isPositive();
        assertThat(extra.get("inFlightBytesAfter").getAsLong()).isZero();
        assertThat(extra.get("meanHoldMicros").getAsDouble()).isPositive();
    }

    @Test
    void canBeSwitchedOff() throws Exception {
        JsonObject extra = extraOfStream("zerocopy-off");
        assertThat(extra.has("bytes.zero_copy")).isFalse();
        assertThat(extra.get("bytes.disabled").getAsLong()).isPositive();
    }

    @Test
    void saysWhyZeroCopyIsNotAvailable() throws Exception {
        assertThat(unavailability("zerocopy", "-Dio.zerocopy.netty.enabled=false"))
                .startsWith("not available here; caused by ").contains("io.zerocopy.netty.enabled");
    }

    @Override
    protected boolean canSplice(String contender) {
        return true;
    }
}
