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
package io.zerocopy.lab.bench;

import com.sun.management.OperatingSystemMXBean;
import io.zerocopy.lab.protocol.Child;
import io.zerocopy.lab.protocol.Parameters;
import io.zerocopy.lab.protocol.Round;
import io.zerocopy.lab.protocol.Session;
import io.zerocopy.lab.protocol.UnsupportedException;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A contender, or the other end, that behaves as its only argument says. */
public final class FakeContender {

    private static final int PORT = 4711;
    private static final long BYTES_PER_SECOND = 1_000_000_000;

    private FakeContender() {
    }

    static Contender of(String behaviour) {
        return of(behaviour, behaviour);
    }

    static Contender of(String id, String behaviour) {
        return new Contender(id, id, command(behaviour), List.of());
    }

    static List<String> command(String behaviour) {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), FakeContender.class.getName(), behaviour);
    }

    /** A process that obeys. */
    public static void main(String[] args) throws IOException {
        String behaviour = args[0];
        if (behaviour.equals("absent")) {
            System.err.println("looking for the transport");
        }
        Child.run(behaviour, () -> {
            if (behaviour.equals("absent")) {
                throw new IllegalStateException("no such transport here");
            }
            return Map.of("behaviour", behaviour);
        }, Map.of("stream", parameters -> open(behaviour, parameters), "sink", FakeContender::sink));
    }

    private static Session open(String behaviour, Parameters parameters) throws Exception {
        for (String name : List.of("host", "port", "size", "connections", "loops", "gather")) {
            parameters.string(name);
        }
        if (behaviour.equals("unable")) {
            throw new UnsupportedException("not my trade");
        }
        return new Streaming(behaviour);
    }

    private static Session sink(Parameters parameters) {
        parameters.string("host");
        parameters.listenPort();
        return new Streaming("steady");
    }

    private static final class Streaming implements Session {
        private final String behaviour;
        private long begun;
        private double cpuSeconds;

        Streaming(String behaviour) {
            this.behaviour = behaviour;
        }

        @Override
        public Map<String, ?> opened() {
            return Map.of("port", PORT);
        }

        @Override
        public void begin(OptionalDouble rate) {
            begun = System.nanoTime();
            if (behaviour.equals("burning")) {
                burn();
            }
        }

        @Override
        public Round end() throws Exception {
            switch (behaviour) {
                case "broken" -> throw new IOException("the cable is cut");
                case "dying" -> {
                    System.err.println("SIGBUS or so");
                    Runtime.getRuntime().halt(7);
                }
                case "hanging" -> Thread.sleep(Long.MAX_VALUE);
                default -> { }
            }
            long nanos = System.nanoTime() - begun;
            long bytes = nanos * BYTES_PER_SECOND / 1_000_000_000 * (behaviour.equals("double") ? 2 : 1);
            return new Round(nanos, Math.max(1, bytes >> 16), bytes, 1L, null,
                    Map.of("mood", "good", "cpuSeconds", cpuSeconds));
        }

        @Override
        public void close() {
            // Nothing was opened.
        }

        private void burn() {
            var bean = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            long before = bean.getProcessCpuTime();
            while (System.nanoTime() - begun < 400_000_000) {
                Math.sqrt(begun);
            }
            cpuSeconds = (bean.getProcessCpuTime() - before) / 1e9;
        }
    }
}
