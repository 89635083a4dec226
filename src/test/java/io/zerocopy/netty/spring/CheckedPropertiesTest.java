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
package io.zerocopy.netty.spring;

import io.zerocopy.netty.ZeroCopyLimits;
import io.zerocopy.netty.ZeroCopySocketChannel;
import io.zerocopy.netty.ZeroCopySocketChannelConfig;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.util.unit.DataSize;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of the properties that limit the group, and what editors are told of all of them. */
class CheckedPropertiesTest {

    @Test
    void limitsAreThoseOfTheProperties() {
        assertThat(checked(Map.of("netty.zerocopy.arena-limit", "1MB", "netty.zerocopy.loop-in-flight-limit", "2MB",
                "netty.zerocopy.group-in-flight-limit", "3MB", "netty.zerocopy.slots", "4",
                "netty.zerocopy.shutdown-drain", "5ms")).limits()).usingRecursiveComparison()
                .isEqualTo(ZeroCopyLimits.defaults().withArenaLimit(1 << 20).withLoopInFlightLimit(2 << 20)
                        .withGroupInFlightLimit(3 << 20).withSlots(4).withShutdownDrainMillis(5));
    }

    @Test
    void whatIsNotSetIsLeftToTheTransport() {
        assertThat(checked(Map.of()).limits()).isSameAs(ZeroCopyLimits.defaults());
    }

    @Test
    void editorsKnowEveryPropertyAndItsDefault() throws IOException {
        Map<String, Map<?, ?>> described = metadata();
        assertThat(described.values()).allSatisfy(
                property -> assertThat(property.get("description")).asString().matches("[A-Z].+"));
        Map<String, String> defaults = described.entrySet().stream().collect(
                Collectors.toMap(Map.Entry::getKey, property -> property.getValue().get("defaultValue").toString()));
        ZeroCopyProperties properties = bind(defaults);
        assertThat(described).hasSameSizeAs(ZeroCopyProperties.class.getRecordComponents());
        ZeroCopySocketChannelConfig transport = channelConfig();
        ZeroCopyLimits limits = ZeroCopyLimits.defaults();
        assertThat(properties).isEqualTo(new ZeroCopyProperties(true,
                DataSize.ofBytes(transport.getZeroCopyThreshold()), transport.isZeroCopyLearnPath(),
                DataSize.ofBytes(transport.getZeroCopyInFlightLimit()), transport.getZeroCopySharedBuffers(),
                Duration.ofMillis(transport.getZeroCopyCloseTimeoutMillis()),
                Duration.ofMillis(transport.getZeroCopyHoldTimeoutMillis()), transport.isZeroCopyWritability(),
                Duration.ZERO,
                DataSize.ofBytes(limits.loopInFlightLimit()), DataSize.ofBytes(limits.groupInFlightLimit()),
                DataSize.ofBytes(limits.arenaLimit()), limits.slots(),
                Duration.ofMillis(limits.shutdownDrainMillis())));
    }

    private static Map<String, Map<?, ?>> metadata() throws IOException {
        try (InputStream in = ZeroCopyProperties.class.getResourceAsStream(
                "/META-INF/spring-configuration-metadata.json")) {
            Map<String, Object> metadata = JsonParserFactory.getJsonParser()
                    .parseMap(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return ((List<?>) metadata.get("properties")).stream().map(property -> (Map<?, ?>) property)
                    .filter(property -> property.get("name").toString().startsWith(ZeroCopyProperties.PREFIX))
                    .collect(Collectors.toMap(property -> property.get("name").toString(), property -> property));
        }
    }

    private static ZeroCopySocketChannelConfig channelConfig() {
        ZeroCopySocketChannel channel = new ZeroCopySocketChannel();
        try {
            return channel.config();
        } finally {
            channel.unsafe().closeForcibly();
        }
    }

    private static CheckedProperties checked(Map<String, String> properties) {
        return new CheckedProperties(bind(properties));
    }

    private static ZeroCopyProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate(ZeroCopyProperties.PREFIX, ZeroCopyProperties.class);
    }
}
