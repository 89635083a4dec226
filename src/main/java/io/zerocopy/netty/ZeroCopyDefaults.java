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

import io.netty.util.internal.SystemPropertyUtil;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The process-wide defaults, read once from system properties that start with {@value #PREFIX}. A value that makes no
 * sense is reported and replaced by the built-in default: a typing error must not keep a server from starting.
 */
final class ZeroCopyDefaults {
    static final String PREFIX = "io.zerocopy.netty.";

    private static final InternalLogger logger = InternalLoggerFactory.getInstance(ZeroCopyDefaults.class);
    private static final ZeroCopyDefaults PROCESS = new ZeroCopyDefaults(SystemPropertyUtil::get, logger::warn);

    private static final int MIB = 1024 * 1024;

    final boolean enabled;
    final int threshold;
    final boolean learnPath;
    final int inFlightLimit;
    final int loopInFlightLimit;
    final int groupInFlightLimit;
    final SharedBufferPolicy sharedBuffers;
    final int closeTimeoutMillis;
    final int holdTimeoutMillis;
    final boolean writability;
    final int shutdownDrainMillis;
    final int slots;
    final int arenaLimit;

    private final UnaryOperator<String> properties;
    private final Consumer<String> warnings;

    ZeroCopyDefaults(UnaryOperator<String> properties, Consumer<String> warnings) {
        this.properties = properties;
        this.warnings = warnings;
        enabled = readBoolean("enabled", true);
        threshold = readInt("threshold", 32 * 1024, -1, Integer.MAX_VALUE);
        learnPath = readBoolean("learnPath", true);
        inFlightLimit = readInt("inFlightLimit", 32 * MIB, 0, Integer.MAX_VALUE);
        loopInFlightLimit = readInt("loopInFlightLimit", 128 * MIB, 0, Integer.MAX_VALUE);
        groupInFlightLimit = readInt("groupInFlightLimit", 512 * MIB, 0, Integer.MAX_VALUE);
        sharedBuffers = readPolicy("sharedBuffers", SharedBufferPolicy.NOTIFY);
        closeTimeoutMillis = readInt("closeTimeoutMillis", 30_000, 0, Integer.MAX_VALUE);
        holdTimeoutMillis = readInt("holdTimeoutMillis", 300_000, 0, Integer.MAX_VALUE);
        writability = readBoolean("writability", false);
        shutdownDrainMillis = readInt("shutdownDrainMillis", 200, 0, Integer.MAX_VALUE);
        arenaLimit = readInt("arenaLimit", 64 * MIB, 0, Integer.MAX_VALUE);
        slots = readInt("slots", 2048, 1, ZeroCopyLimits.MAX_SLOTS);
    }

    /** Whether zero copy may be used at all: {@code enabled}. */
    static boolean enabled() {
        return PROCESS.enabled;
    }

    /** The channels' {@link ZeroCopyChannelOption#ZERO_COPY_THRESHOLD}: {@code threshold}. */
    static int threshold() {
        return PROCESS.threshold;
    }

    /** The channels' {@link ZeroCopyChannelOption#ZERO_COPY_LEARN_PATH}: {@code learnPath}. */
    static boolean learnPath() {
        return PROCESS.learnPath;
    }

    /** The channels' {@link ZeroCopyChannelOption#ZERO_COPY_IN_FLIGHT_LIMIT}: {@code inFlightLimit}. */
    static int inFlightLimit() {
        return PROCESS.inFlightLimit;
    }

    /** How many bytes of all channels of one event loop may be in flight: {@code loopInFlightLimit}. */
    static int loopInFlightLimit() {
        return PROCESS.loopInFlightLimit;
    }

    /** How many bytes of all channels of a group may be in flight: {@code groupInFlightLimit}. */
    static int groupInFlightLimit() {
        return PROCESS.groupInFlightLimit;
    }

    /** The channels' {@link ZeroCopyChannelOption#ZERO_COPY_SHARED_BUFFERS}: {@code sharedBuffers}. */
    static SharedBufferPolicy sharedBuffers() {
        return PROCESS.sharedBuffers;
    }

    /** The channels' {@link ZeroCopyChannelOption#ZERO_COPY_CLOSE_TIMEOUT}: {@code closeTimeoutMillis}. */
    static int closeTimeoutMillis() {
        return PROCESS.closeTimeoutMillis;
    }

    /** The channels' {@link ZeroCopyChannelOption#ZERO_COPY_HOLD_TIMEOUT}: {@code holdTimeoutMillis}. */
    static int holdTimeoutMillis() {
        return PROCESS.holdTimeoutMillis;
    }

    /** The channels' {@link ZeroCopyChannelOption#ZERO_COPY_WRITABILITY}: {@code writability}. */
    static boolean writability() {
        return PROCESS.writability;
    }

    /** How long a loop that shuts down waits for what is in flight: {@code shutdownDrainMillis}. */
    static int shutdownDrainMillis() {
        return PROCESS.shutdownDrainMillis;
    }

    /** How many bytes one event loop, or all other threads together, may register for buffers: {@code arenaLimit}. */
    static int arenaLimit() {
        return PROCESS.arenaLimit;
    }

    /** How many sends of one event loop may be in flight: {@code slots}. */
    static int slots() {
        return PROCESS.slots;
    }

    private boolean readBoolean(String name, boolean fallback) {
        String text = read(name);
        if (text.isEmpty()) {
            return fallback;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> rejected(name, text, "true or false", fallback);
        };
    }

    private int readInt(String name, int fallback, int min, int max) {
        String text = read(name);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException ignored) {
            // Reported below, together with numbers out of range.
        }
        return rejected(name, text, "a number from " + min + " to " + max, fallback);
    }

    private SharedBufferPolicy readPolicy(String name, SharedBufferPolicy fallback) {
        String text = read(name);
        if (text.isEmpty()) {
            return fallback;
        }
        for (SharedBufferPolicy policy : SharedBufferPolicy.values()) {
            if (policy.name().equalsIgnoreCase(text)) {
                return policy;
            }
        }
        return rejected(name, text, "one of " + Arrays.toString(SharedBufferPolicy.values()), fallback);
    }

    private String read(String name) {
        String text = properties.apply(PREFIX + name);
        return text == null ? "" : text.trim();
    }

    private <T> T rejected(String name, String text, String expected, T fallback) {
        warnings.accept("System property " + PREFIX + name + " is '" + text + "', but must be " + expected
                + "; using the default, " + fallback);
        return fallback;
    }
}
