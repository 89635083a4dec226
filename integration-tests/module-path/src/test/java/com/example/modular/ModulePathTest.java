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
package com.example.modular;

import io.zerocopy.netty.ZeroCopy;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Starts the application on the module path, with every JDK there is, and with every write above the threshold. */
@Timeout(120)
class ModulePathTest {

    private static final int LENGTH = 1 << 20;
    private static final int ROUNDS = 8;
    private static final boolean REFUSED = Boolean.getBoolean("io.uring.refused");

    private static final List<String> NATIVE_MODULES = List.of("com.sun.jna", "io.netty.common");

    @TempDir
    Path folder;

    static List<Jdk> jdks() throws IOException {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void servesWithoutAWarning(Jdk jdk) throws Exception {
        List<String> options = !jdk.warns() ? List.of() : List.of(
                "--enable-native-access=" + String.join(",", NATIVE_MODULES), "--illegal-native-access=deny",
                "--sun-misc-unsafe-memory-access=allow");
        try (Application application = start(jdk, options)) {
            assertServes(application);
            String log = application.log();
            assertFalse(log.contains("WARNING"), log);
            assertEquals(!REFUSED, log.contains("Zero-copy sends are available"), log);
            // Netty's modules are automatic ones, and so are open to us.
            assertFalse(log.contains("No access to the event loop's eventfd"), log);
        }
    }

    /** What a user must allow, and nothing else: README.md and docs/operations.md name these. */
    @ParameterizedTest
    @MethodSource("jdks")
    void theseModulesHaveNativeCode(Jdk jdk) throws Exception {
        assumeTrue(jdk.warns(), "before JDK 24 nobody asks");
        try (Application application = start(jdk, List.of())) {
            assertServes(application);
            String log = application.log();
            List<String> warnedOf = Pattern.compile("--enable-native-access=(\\S+)").matcher(log).results()
                    .map(warning -> warning.group(1)).sorted().collect(Collectors.toList());
            assertEquals(NATIVE_MODULES, warnedOf, log);
        }
    }

    /** No package is in two modules, and services whose interfaces are not there trouble nobody. */
    @ParameterizedTest
    @MethodSource("jdks")
    void modulesFitTogether(Jdk jdk) throws Exception {
        Path output = folder.resolve("log");
        Process java = new ProcessBuilder(jdk.java(), "--module-path", Application.MODULE_PATH, "--validate-modules")
                .redirectErrorStream(true).redirectOutput(output.toFile()).start();
        assertTrue(java.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, java.exitValue(), Files.readString(output));
    }

    private Application start(Jdk jdk, List<String> options) throws Exception {
        assumeTrue(REFUSED || ZeroCopy.isAvailable(), () -> "no zero copy here: " + ZeroCopy.unavailabilityCause());
        return new Application(jdk, folder.resolve("log"), options);
    }

    private static void assertServes(Application application) throws Exception {
        String expected = sha256(blob());
        for (int round = 0; round < ROUNDS; round++) {
            assertEquals(expected, sha256(application.get(String.valueOf(LENGTH))));
        }
        String metrics = new String(application.get("metrics"), StandardCharsets.UTF_8);
        assertTrue(metrics.startsWith(REFUSED ? "zero copy: off, " : "zero copy: active"), metrics);
        String route = REFUSED ? "DISABLED" : "ZERO_COPY";
        long bytes = Pattern.compile(route + ": [0-9]+ runs, ([0-9]+) bytes").matcher(metrics).results()
                .mapToLong(line -> Long.parseLong(line.group(1))).sum();
        assertTrue(bytes >= (long) ROUNDS * LENGTH, metrics);
    }

    private static byte[] blob() {
        byte[] bytes = new byte[LENGTH];
        new Random(LENGTH).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
