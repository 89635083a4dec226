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

import com.sun.jna.Native;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where the doctor looks for JNA.
 */
class DoctorClassPathTest {

    private static final String OURS = "jna-" + Doctor.JNA_VERSION + ".jar";

    @TempDir
    private Path folder;
    private final Map<String, String> properties = new HashMap<>();
    private Path jar;

    @BeforeEach
    void placeJar() throws IOException {
        properties.put("user.home", folder.resolve("nobody").toString());
        jar = create("app/bin/netty-transport-zerocopy.jar");
    }

    @Test
    void nothingToFind() throws IOException {
        create("app/bin/jna-platform-5.19.1.jar");
        create("app/bin/jna-5.19.1-sources.jar");

        assertThat(classPath().findJna()).isEmpty();
        assertThat(new DoctorClassPath(null, properties::get).findJna()).isEmpty();
    }

    @Test
    void nearOwnJarFirst() throws IOException {
        properties.put("maven.repo.local", folder.resolve("other").toString());
        Path inOther = create("other/net/java/dev/jna/jna/" + Doctor.JNA_VERSION + "/" + OURS);
        assertThat(classPath().findJna()).contains(inOther);

        Path inSibling = create("app/lib/jna-5.14.0.jar");
        assertThat(classPath().findJna()).contains(inSibling);
        Path inLib = create("app/bin/lib/jna-5.14.0.jar");
        assertThat(classPath().findJna()).contains(inLib);
        Path beside = create("app/bin/jna-5.14.0.jar");
        assertThat(classPath().findJna()).contains(beside);
    }

    @Test
    void ownVersionElseNewest() throws IOException {
        create("app/lib/jna-5.9.0.jar");
        Path newest = create("app/lib/jna-5.100.0.jar");
        assertThat(classPath().findJna()).contains(newest);

        Path ours = create("app/lib/" + OURS);
        assertThat(classPath().findJna()).contains(ours);
    }

    @Test
    void repositories() throws IOException {
        create("nobody/.m2/repository/net/java/dev/jna/jna/maven-metadata-central.xml");
        create("nobody/.m2/repository/net/java/dev/jna/jna/5.20.0/jna-5.20.0.pom");
        create("nobody/.m2/repository/net/java/dev/jna/jna/5.9.0/jna-5.9.0.jar");
        Path inHome = create("nobody/.m2/repository/net/java/dev/jna/jna/5.13.0/jna-5.13.0.jar");
        assertThat(classPath().findJna()).contains(inHome);

        Path around = create("repo/net/java/dev/jna/jna/5.12.0/jna-5.12.0.jar");
        jar = create("repo/io/zerocopy/netty-transport-zerocopy/1.0/netty-transport-zerocopy-1.0.jar");
        assertThat(classPath().findJna()).contains(around);
    }

    @Test
    void loaderHasNothingButOurClassesAndJna() throws Exception {
        Path classes = DoctorClassPath.locationOf(Doctor.class);
        Path jna = DoctorClassPath.locationOf(Native.class);

        try (URLClassLoader loader = new DoctorClassPath(classes, properties::get).loaderWith(jna)) {
            assertThat(DoctorClassPath.hasJna(loader)).isTrue();
            assertThat(loader.loadClass(Doctor.class.getName())).isNotSameAs(Doctor.class);
            assertThat(DoctorEpoll.inspect(loader)).isEqualTo(new DoctorEpoll(false, null));
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()},
                ClassLoader.getPlatformClassLoader())) {
            assertThat(DoctorClassPath.hasJna(loader)).isFalse();
        }
    }

    @Test
    void commandNamesOwnJar() {
        assertThat(classPath().commandLine())
                .isEqualTo("java -cp " + jar + ":" + OURS + " io.zerocopy.netty.Doctor");
        assertThat(new DoctorClassPath(null, properties::get).commandLine())
                .isEqualTo("java -cp netty-transport-zerocopy.jar:" + OURS + " io.zerocopy.netty.Doctor");
    }

    private DoctorClassPath classPath() {
        return new DoctorClassPath(jar, properties::get);
    }

    private Path create(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }
}
