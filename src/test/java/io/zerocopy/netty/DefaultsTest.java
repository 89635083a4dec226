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

import io.netty.channel.epoll.Epoll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class DefaultsTest {
    private final Map<String, String> properties = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();

    private ZeroCopyDefaults read() {
        return new ZeroCopyDefaults(properties::get, warnings::add);
    }

    private ZeroCopyDefaults readWith(String name, String text) {
        properties.put("io.zerocopy.netty." + name, text);
        return read();
    }

    @Test
    void documentedDefaults() {
        ZeroCopyDefaults defaults = read();
        assertThat(defaults).usingRecursiveComparison().ignoringFields("properties", "warnings")
                .isEqualTo(readWith("unknown", "7"));
        assertThat(defaults.enabled).isTrue();
        assertThat(defaults.threshold).isEqualTo(32768);
        assertThat(defaults.inFlightLimit).isEqualTo(32 * 1024 * 1024);
        assertThat(defaults.loopInFlightLimit).isEqualTo(128 * 1024 * 1024);
        assertThat(defaults.groupInFlightLimit).isEqualTo(512 * 1024 * 1024);
        assertThat(defaults.sharedBuffers).isEqualTo(SharedBufferPolicy.NOTIFY);
        assertThat(defaults.closeTimeoutMillis).isEqualTo(30000);
        assertThat(defaults.shutdownDrainMillis).isEqualTo(200);
        assertThat(defaults.slots).isEqualTo(2048);
        assertThat(warnings).isEmpty();
    }

    @Test
    void doctorReckonsWithThem() {
        assertThat(DoctorMemlock.LOOP_IN_FLIGHT).isEqualTo(read().loopInFlightLimit);
        assertThat(DoctorMemlock.GROUP_IN_FLIGHT).isEqualTo(read().groupInFlightLimit);
    }

    @Test
    void everyPropertyIsRead() {
        properties.put("io.zerocopy.netty.enabled", "false");
        properties.put("io.zerocopy.netty.threshold", "-1");
        properties.put("io.zerocopy.netty.inFlightLimit", "2");
        properties.put("io.zerocopy.netty.loopInFlightLimit", "3");
        properties.put("io.zerocopy.netty.sharedBuffers", "copy");
        properties.put("io.zerocopy.netty.closeTimeoutMillis", "4");
        properties.put("io.zerocopy.netty.shutdownDrainMillis", "5");
        properties.put("io.zerocopy.netty.slots", " 6 ");
        ZeroCopyDefaults defaults = read();
        assertThat(defaults.enabled).isFalse();
        assertThat(defaults.threshold).isEqualTo(-1);
        assertThat(defaults.inFlightLimit).isEqualTo(2);
        assertThat(defaults.loopInFlightLimit).isEqualTo(3);
        assertThat(defaults.sharedBuffers).isEqualTo(SharedBufferPolicy.COPY);
        assertThat(defaults.closeTimeoutMillis).isEqualTo(4);
        assertThat(defaults.shutdownDrainMillis).isEqualTo(5);
        assertThat(defaults.slots).isEqualTo(6);
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "true, true", "TRUE, true", "yes, true", "on, true", "1, true", "'', true",
        "false, false", "False, false", "no, false", "off, false", "0, false",
    })
    void booleansAreReadInEverySpelling(String text, boolean expected) {
        assertThat(readWith("enabled", text).enabled).isEqualTo(expected);
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "enabled, maybe, true or false",
        "threshold, -2, a number from -1 to 2147483647",
        "threshold, 16k, a number from -1 to 2147483647",
        "inFlightLimit, -1, a number from 0 to 2147483647",
        "loopInFlightLimit, 2147483648, a number from 0 to 2147483647",
        "sharedBuffers, TRUSTED, 'one of [NOTIFY, COPY, TRUST]'",
        "closeTimeoutMillis, 30s, a number from 0 to 2147483647",
        "shutdownDrainMillis, -1, a number from 0 to 2147483647",
        "slots, 0, a number from 1 to 32768",
        "slots, 32769, a number from 1 to 32768",
    })
    void badValueIsReportedAndReplacedByTheDefault(String name, String text, String expected) {
        ZeroCopyDefaults withBadValue = readWith(name, text);
        properties.clear();
        assertThat(withBadValue).usingRecursiveComparison().ignoringFields("properties", "warnings")
                .isEqualTo(read());
        assertThat(warnings).singleElement().asString()
                .startsWith("System property io.zerocopy.netty." + name + " is '" + text + "', but must be " + expected)
                .contains("; using the default, ");
    }

    @Test
    void channelsStartWithTheDefaultsOfTheProcess() {
        Epoll.ensureAvailability();
        ZeroCopySocketChannel channel = new ZeroCopySocketChannel();
        try {
            ZeroCopySocketChannelConfig config = channel.config();
            assertThat(config.getZeroCopyThreshold()).isEqualTo(ZeroCopyDefaults.threshold());
            assertThat(config.getZeroCopyInFlightLimit()).isEqualTo(ZeroCopyDefaults.inFlightLimit());
            assertThat(config.getZeroCopySharedBuffers()).isEqualTo(ZeroCopyDefaults.sharedBuffers());
            assertThat(config.getZeroCopyCloseTimeoutMillis()).isEqualTo(ZeroCopyDefaults.closeTimeoutMillis());
        } finally {
            channel.unsafe().closeForcibly();
        }
    }
}
