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

import io.netty.channel.ChannelOption;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Which channel option is read and written by which methods of a configuration.
 *
 * @param <C> the type of the configuration
 */
final class OptionTable<C> {
    private final Map<ChannelOption<?>, Accessor<C, ?>> accessors = new HashMap<>();
    private final List<ChannelOption<?>> listed = new ArrayList<>();

    record Accessor<C, T>(Function<C, T> getter, BiConsumer<C, T> setter) {
    }

    <T> OptionTable<C> add(ChannelOption<T> option, Function<C, T> getter, BiConsumer<C, T> setter) {
        listed.add(option);
        return addUnlisted(option, getter, setter);
    }

    /** Adds an option that works but is not among those of {@link io.netty.channel.ChannelConfig#getOptions()}. */
    <T> OptionTable<C> addUnlisted(ChannelOption<T> option, Function<C, T> getter, BiConsumer<C, T> setter) {
        accessors.put(option, new Accessor<>(getter, setter));
        return this;
    }

    /** Returns how to read and write the option, or {@code null} if the table does not have it. */
    @SuppressWarnings("unchecked")
    <T> Accessor<C, T> find(ChannelOption<T> option) {
        return (Accessor<C, T>) accessors.get(option);
    }

    ChannelOption<?>[] listed() {
        return listed.toArray(new ChannelOption<?>[0]);
    }
}
