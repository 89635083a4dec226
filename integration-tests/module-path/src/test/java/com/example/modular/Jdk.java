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

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A JDK of this machine. */
record Jdk(int release, Path home) {

    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    static Jdk running() {
        return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    }

    /** The one that runs this, and JDK 25 if it is there and another: in JDK25_HOME, or where Debian installs JDKs. */
    static List<Jdk> all() throws IOException {
        List<Jdk> jdks = new ArrayList<>(List.of(running()));
        for (Path home : homes()) {
            int release = release(home);
            if (release == 25 && jdks.stream().noneMatch(jdk -> jdk.release == release)) {
                jdks.add(new Jdk(release, home));
            }
        }
        return jdks;
    }

    String java() {
        return home.resolve("bin/java").toString();
    }

    /** Whether it warns of native code that nobody has allowed, and of Unsafe. */
    boolean warns() {
        return release >= 24;
    }

    private static List<Path> homes() throws IOException {
        List<Path> homes = new ArrayList<>();
        if (System.getenv("JDK25_HOME") != null) {
            homes.add(Path.of(System.getenv("JDK25_HOME")));
        }
        if (Files.isDirectory(INSTALLED)) {
            try (DirectoryStream<Path> installed = Files.newDirectoryStream(INSTALLED)) {
                installed.forEach(homes::add);
            }
        }
        return homes;
    }

    private static int release(Path home) throws IOException {
        Path file = home.resolve("release");
        if (!Files.isReadable(file)) {
            return 0;
        }
        Properties release = new Properties();
        try (var in = Files.newInputStream(file)) {
            release.load(in);
        }
        return Runtime.Version.parse(release.getProperty("JAVA_VERSION", "\"1\"").replace("\"", "")).feature();
    }
}
