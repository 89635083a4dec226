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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What was built: the contenders and the other end, each with a class path of its own. */
final class Lab {

    static final String BASELINE = "netty41-epoll";
    static final String OURS = "zerocopy";
    static final String OURS_OFF = "zerocopy-off";
    static final String RIVAL = "netty42-iouring-zc";
    static final String REGISTERED = "c-registered";

    private static final int FIRST_JDK_THAT_WARNS = 24;

    /**
     * The same for every JVM. A small heap that is touched at the start, so that growth of the resident memory is
     * growth of what is off the heap, where the buffers are; the serial collector, whose threads and barriers cost
     * least; no compiler thread that ends and takes its CPU time out of sight; room for the buffers of 64 connections
     * with messages of 4 MiB.
     */
    private static final List<String> JVM_OPTIONS = List.of("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch",
            "-XX:+UseSerialGC", "-XX:-UseDynamicNumberOfCompilerThreads", "-XX:MaxDirectMemorySize=2g",
            "-Dio.netty.leakDetection.level=disabled");

    private final Path folder;

    /** The lab's folder, {@code jmh/lab}. */
    Lab(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    List<Contender> contenders() {
        return List.of(
                agent("netty41-nio", "Netty 4.1 NIO", "netty41"),
                agent(BASELINE, "Netty 4.1 epoll", "netty41"),
                agent("epoll-control", "Netty 4.1 epoll, once more", "netty41"),
                agent(OURS_OFF, "zerocopy, switched off", "zerocopy"),
                agent(OURS, "zerocopy", "zerocopy"),
                agent("incubator-iouring", "Netty incubator io_uring", "netty41"),
                agent("netty42-epoll", "Netty 4.2 epoll", "netty42"),
                agent("netty42-iouring", "Netty 4.2 io_uring", "netty42"),
                agent(RIVAL, "Netty 4.2 io_uring, zero copy", "netty42"),
                reference("c-send", "C, send"),
                reference("c-sendzc", "C, SEND_ZC"),
                reference(REGISTERED, "C, SEND_ZC of registered memory"));
    }

    /** What starts the other end. */
    List<String> load() {
        return jvm("load", "io.zerocopy.lab.load.Load");
    }

    /** The reference in C is a sender and no server. */
    static boolean onlyStreams(String contender) {
        return contender.startsWith("c-");
    }

    private Contender agent(String id, String title, String module) {
        return new Contender(id, title, jvm(module, "io.zerocopy.lab.workloads.Agent", id),
                List.of(jar(module), libraries(module)));
    }

    private Contender reference(String id, String title) {
        return new Contender(id, title, List.of(folder.resolve("reference/target/reference").toString(), id),
                List.of());
    }

    private List<String> jvm(String module, String main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        if (Runtime.version().feature() >= FIRST_JDK_THAT_WARNS) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(List.of("-cp", jar(module) + ":" + libraries(module) + "/*", main));
        command.addAll(List.of(arguments));
        return command;
    }

    private Path jar(String module) {
        return folder.resolve(module + "/target/" + module + ".jar");
    }

    private Path libraries(String module) {
        return folder.resolve(module + "/target/lib");
    }
}
