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

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The same program works as an ordinary user with a small memlock limit, without io_uring and without the native
 * library: less or no zero copy, every byte arrives, one line in the log says why.
 */
@Timeout(120)
class FallbackTest {

    private static final Path IO_URING_DISABLED = Path.of("/proc/sys/kernel/io_uring_disabled");

    /** Readable for everybody, unlike a home directory's Maven repository. */
    @TempDir
    static Path folder;

    private static List<String> program;

    @BeforeAll
    static void copyClassPath() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> classPath = new ArrayList<>();
        for (String entry : System.getProperty("surefire.test.class.path",
                System.getProperty("java.class.path")).split(File.pathSeparator, -1)) {
            Path source = Path.of(entry);
            if (Files.exists(source)) {
                classPath.add(copy(source, folder.resolve(classPath.size() + "-" + source.getFileName())).toString());
            }
        }
        program = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-Djava.io.tmpdir=/tmp", "-cp", String.join(File.pathSeparator, classPath),
                FallbackProgram.class.getName());
    }

    @ParameterizedTest
    @ValueSource(ints = {8 * 1024 * 1024, 64 * 1024})
    void anOrdinaryUserWithASmallMemlockLimit(int memlock) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "changing the user and the limit needs root");
        List<String> command = new ArrayList<>(List.of("prlimit", "--memlock=" + memlock, "setpriv", "--reuid=65534",
                "--regid=65534", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all"));
        command.addAll(program);
        String output = run(command);
        assertThat(output).contains("intact=true", "leaked=0", "available=true");
        if (memlock > 1 << 20) {
            assertThat(output).contains("state=active").doesNotContain("zeroCopyBytes=0\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EPERM", "ENOSYS"})
    void ioUringRefusedBySeccomp(String error) throws Exception {
        assertPlainEpoll(run(DenyIoUring.compile(folder).wrap(error, program)), error);
    }

    @Test
    void ioUringDisabledBySysctl() throws Exception {
        assumeTrue(Files.isWritable(IO_URING_DISABLED), "changing kernel.io_uring_disabled needs root and Linux 6.6");
        String before = Files.readString(IO_URING_DISABLED).trim();
        try {
            Files.writeString(IO_URING_DISABLED, "2");
            assertPlainEpoll(run(program), "EPERM");
        } finally {
            Files.writeString(IO_URING_DISABLED, before);
        }
    }

    @Test
    void withoutTheNativeLibrary() throws Exception {
        List<String> command = new ArrayList<>(program);
        String classPath = command.get(command.size() - 2);
        List<Path> hidden = new ArrayList<>();
        try {
            for (String entry : classPath.split(File.pathSeparator, -1)) {
                Path libraries = Path.of(entry, "linux-x86-64");
                if (Files.isDirectory(libraries)) {
                    hidden.add(Files.move(libraries, libraries.resolveSibling("hidden")));
                }
            }
            assertThat(hidden).isNotEmpty();
            assertPlainEpoll(run(command), "netty_zerocopy");
        } finally {
            for (Path libraries : hidden) {
                Files.move(libraries, libraries.resolveSibling("linux-x86-64"));
            }
        }
    }

    @Test
    void switchedOff() throws Exception {
        List<String> command = new ArrayList<>(program);
        command.add(1, "-Dio.zerocopy.netty.enabled=false");
        assertPlainEpoll(run(command), "io.zerocopy.netty.enabled");
    }

    private static void assertPlainEpoll(String output, String reason) {
        assertThat(output).contains("intact=true", "available=false", "zeroCopyBytes=0", "leaked=0", "state=off");
        assertThat(output.lines().filter(line -> line.contains("WARN io.zerocopy"))).as(output)
                .singleElement().asString().contains("copied by epoll", reason);
    }

    private static String run(List<String> command) throws Exception {
        try (TestProcess process = TestProcess.start(command)) {
            return process.awaitEnd();
        }
    }

    private static Path copy(Path source, Path target) throws IOException {
        try (Stream<Path> tree = Files.walk(source)) {
            for (Path path : (Iterable<Path>) tree::iterator) {
                String relative = source.relativize(path).toString();
                Path copy = relative.isEmpty() ? target : target.resolve(relative);
                Files.copy(path, copy);
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString(
                        Files.isDirectory(path) ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
        return target;
    }
}
