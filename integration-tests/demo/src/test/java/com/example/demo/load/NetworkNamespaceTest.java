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
package com.example.demo.load;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@Tag("root")
@Timeout(60)
class NetworkNamespaceTest {

    private static final Path OF_THREAD = Path.of("/proc/thread-self/ns/net");

    @Test
    void onlyTheThreadThatEntersIsThere() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "needs root, for a network namespace");
        String name = "demo-test-" + ProcessHandle.current().pid();
        assumeTrue(ip("netns", "add", name) == 0, "cannot make a network namespace");
        try {
            Path before = Files.readSymbolicLink(OF_THREAD);
            FutureTask<Path> entered = new FutureTask<>(() -> {
                NetworkNamespace.enter(Path.of("/run/netns", name));
                return Files.readSymbolicLink(OF_THREAD);
            });
            new Thread(entered, "namespace").start();

            assertNotEquals(before, entered.get());
            assertEquals(before, Files.readSymbolicLink(OF_THREAD));
        } finally {
            ip("netns", "del", name);
        }
    }

    private static int ip(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip"));
        Collections.addAll(command, arguments);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
