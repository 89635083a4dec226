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

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import org.junit.jupiter.params.provider.Arguments;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Compares a configuration with that of Netty's epoll transport. */
final class OptionAssertions {
    private static final String NOT_PERMITTED = "Operation not permitted";

    private OptionAssertions() {
    }

    /** An option and the values to try, the first of them not the default. */
    static Arguments option(ChannelOption<?> option, Object... values) {
        return Arguments.of(option, values);
    }

    /**
     * What one of two configurations of the same socket sets is what the other one reads, and what the kernel refuses
     * to an ordinary user is refused by both.
     */
    static void assertSameThroughOneSocket(
            ChannelConfig ours, ChannelConfig nettys, ChannelOption<Object> option, Object... values) {
        assertThat(ours.getOption(option)).as("default of %s", option).isEqualTo(nettys.getOption(option))
                .isNotEqualTo(values[0]);
        if (isForPrivileged(nettys, option, values[0])) {
            assertThatThrownBy(() -> ours.setOption(option, values[0])).isInstanceOf(ChannelException.class)
                    .hasMessageContaining(NOT_PERMITTED);
            return;
        }
        for (Object value : values) {
            assertThat(ours.setOption(option, copy(value))).isTrue();
            Object set = nettys.getOption(option);
            assertThat(ours.getOption(option)).as("%s set to %s by us", option, value).isEqualTo(set);
            assertThat(set).isIn(value, doubled(value));
            if (ours.getOptions().containsKey(option)) {
                assertThat(ours.getOptions()).containsEntry(option, set);
            }
        }
        for (Object value : values) {
            assertThat(nettys.setOption(option, copy(value))).isTrue();
            assertThat(ours.getOption(option)).as("%s set to %s by Netty", option, value)
                    .isIn(value, doubled(value));
        }
    }

    private static boolean isForPrivileged(ChannelConfig nettys, ChannelOption<Object> option, Object value) {
        Object before = nettys.getOption(option);
        try {
            nettys.setOption(option, copy(value));
            nettys.setOption(option, copy(before));
            return false;
        } catch (ChannelException e) {
            assertThat(e).hasMessageContaining(NOT_PERMITTED);
            return true;
        }
    }

    /** Users of Netty's class find every public method on ours, and its fluent methods return ours. */
    static void assertSameMethods(Class<?> nettys, Class<?> ours) {
        List<String> missing = new ArrayList<>();
        for (Method method : nettys.getMethods()) {
            if (!method.isBridge() && method.getDeclaringClass() != Object.class
                    && Stream.of(ours.getMethods()).noneMatch(candidate -> isSame(method, candidate, nettys, ours))) {
                missing.add(method.toString());
            }
        }
        assertThat(missing).isEmpty();
    }

    private static boolean isSame(Method method, Method candidate, Class<?> nettys, Class<?> ours) {
        // Those of EpollChannelConfig and its parents are ours by inheritance.
        boolean fluent = !method.getDeclaringClass().isAssignableFrom(ours)
                && method.getReturnType().isAssignableFrom(nettys) && method.getReturnType() != Object.class;
        return candidate.getName().equals(method.getName())
                && Arrays.equals(candidate.getParameterTypes(), method.getParameterTypes())
                && candidate.getReturnType() == (fluent ? ours : method.getReturnType());
    }

    /** Setting a raw option consumes the buffer. */
    private static Object copy(Object value) {
        return value instanceof ByteBuffer ? ((ByteBuffer) value).duplicate() : value;
    }

    /** The kernel doubles the sizes of the socket's buffers. */
    private static Object doubled(Object value) {
        return value instanceof Integer && (Integer) value > 65535 ? (Object) ((Integer) value * 2) : value;
    }
}
