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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** How the library is bound, which shows in nothing but the time that a send takes, and in the JVM's log. */
@Timeout(60)
class NativeShimTest {

    private static final String REGISTERING = "[Registering JNI native method " + NativeShim.class.getName() + '.';

    @Test
    void whatEachSendCallsIsBoundByJniAfterJna() throws Exception {
        List<String> command = TestProcess.java(NativeShimTest.class);
        command.add(1, "-Xlog:jni+resolve=debug:stdout");
        try (TestProcess process = TestProcess.start(command)) {
            List<String> bound = registered(process.awaitEnd()).toList();
            List<String> byJna = Stream.of(NativeShim.class.getDeclaredMethods())
                    .filter(method -> Modifier.isNative(method.getModifiers()))
                    .map(Method::getName).toList();
            assertThat(bound.subList(0, byJna.size())).containsExactlyInAnyOrderElementsOf(byJna);
            assertThat(bound.subList(byJna.size(), bound.size()))
                    .containsExactly("nzc_ring_sendmsg_zc", "nzc_ring_get_events");
        }
    }

    private static Stream<String> registered(String log) {
        return log.lines().filter(line -> line.contains(REGISTERING))
                .map(line -> line.substring(line.indexOf(REGISTERING) + REGISTERING.length(), line.length() - 1));
    }

    /** What runs in the other JVM. */
    public static void main(String[] args) throws Throwable {
        NativeShim.load();
    }
}
