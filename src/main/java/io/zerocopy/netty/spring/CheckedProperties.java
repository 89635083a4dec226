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

import io.netty.channel.ChannelOption;
import io.zerocopy.netty.ZeroCopyChannelOption;
import io.zerocopy.netty.ZeroCopyLimits;
import io.zerocopy.netty.reactor.ZeroCopyLoopResources;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

import java.time.Duration;
import java.util.function.BiFunction;

/**
 * Hands the properties on to where they count. A value that makes no sense ends the start with the property's name,
 * rather than with a warning for each connection.
 */
final class CheckedProperties {

    private final ZeroCopyProperties properties;

    CheckedProperties(ZeroCopyProperties properties) {
        this.properties = properties;
    }

    /** Loop resources with these limits, whose connections have the properties as their options. */
    ZeroCopyLoopResources.Builder loopResources() {
        // The prefix of Reactor Netty's own threads.
        ZeroCopyLoopResources.Builder builder = ZeroCopyLoopResources.builder("reactor-http").limits(limits());
        set(builder, ZeroCopyChannelOption.ZERO_COPY_THRESHOLD, bytes("threshold", properties.threshold(), -1));
        set(builder, ZeroCopyChannelOption.ZERO_COPY_LEARN_PATH, properties.learnPath());
        set(builder, ZeroCopyChannelOption.ZERO_COPY_IN_FLIGHT_LIMIT,
                bytes("in-flight-limit", properties.inFlightLimit(), 0));
        set(builder, ZeroCopyChannelOption.ZERO_COPY_SHARED_BUFFERS, properties.sharedBuffers());
        set(builder, ZeroCopyChannelOption.ZERO_COPY_CLOSE_TIMEOUT,
                millis("close-timeout", properties.closeTimeout()));
        set(builder, ZeroCopyChannelOption.ZERO_COPY_HOLD_TIMEOUT, millis("hold-timeout", properties.holdTimeout()));
        set(builder, ZeroCopyChannelOption.ZERO_COPY_WRITABILITY, properties.writability());
        return builder.watchLag(interval("watch-lag", properties.watchLag()));
    }

    ZeroCopyLimits limits() {
        ZeroCopyLimits limits = ZeroCopyLimits.defaults();
        limits = set(limits, ZeroCopyLimits::withLoopInFlightLimit,
                bytes("loop-in-flight-limit", properties.loopInFlightLimit(), 0));
        limits = set(limits, ZeroCopyLimits::withGroupInFlightLimit,
                bytes("group-in-flight-limit", properties.groupInFlightLimit(), 0));
        limits = set(limits, ZeroCopyLimits::withArenaLimit, bytes("arena-limit", properties.arenaLimit(), 0));
        limits = set(limits, ZeroCopyLimits::withSlots, count("slots", properties.slots(), ZeroCopyLimits.MAX_SLOTS));
        return set(limits, ZeroCopyLimits::withShutdownDrainMillis,
                millis("shutdown-drain", properties.shutdownDrain()));
    }

    private static <T> void set(ZeroCopyLoopResources.Builder builder, ChannelOption<T> option, T value) {
        if (value != null) {
            builder.option(option, value);
        }
    }

    private static ZeroCopyLimits set(ZeroCopyLimits limits, BiFunction<ZeroCopyLimits, Integer, ZeroCopyLimits> setter,
                                      Integer value) {
        return value == null ? limits : setter.apply(limits, value);
    }

    private static Duration interval(String name, Duration time) {
        if (time == null || time.isZero()) {
            return Duration.ZERO;
        }
        inRange(name, time, time.toMillis(), 1, Integer.MAX_VALUE, " milliseconds, or 0");
        return time;
    }

    private static Integer bytes(String name, DataSize size, int least) {
        return size == null ? null : inRange(name, size, size.toBytes(), least, Integer.MAX_VALUE, " bytes");
    }

    private static Integer millis(String name, Duration time) {
        return time == null ? null : inRange(name, time, time.toMillis(), 0, Integer.MAX_VALUE, " milliseconds");
    }

    private static Integer count(String name, Integer count, int most) {
        return count == null ? null : inRange(name, count, count, 1, most, "");
    }

    private static int inRange(String name, Object value, long number, int least, int most, String unit) {
        if (number < least || number > most) {
            throw new InvalidConfigurationPropertyValueException(ZeroCopyProperties.PREFIX + '.' + name, value,
                    "Must be from " + least + " to " + most + unit + '.');
        }
        return (int) number;
    }
}
