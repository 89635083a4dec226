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
import com.sun.jna.Platform;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The doctor in processes of its own: found JNA or not, forbidden or allowed. The jars here are made of the compiled
 * classes; that the jar which Maven makes works with {@code -jar} is for the integration tests to show.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class DoctorLaunchTest {

    private static final String JAR = "netty-transport-zerocopy.jar";
    private static final String LIBRARY = Platform.RESOURCE_PREFIX + "/libnetty_zerocopy.so";
    private static final Path CLASSES = DoctorClassPath.locationOf(Doctor.class);
    private static final Path JNA = DoctorClassPath.locationOf(Native.class);
    // One that no other process uses, since users share their memlock limit. It has no name and no home.
    private static final String ORDINARY_USER = "61234";

    @TempDir
    private static Path folder;
    private static Path thinJar;

    @BeforeAll
    static void makeJars() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(folder.resolve("home"));
        thinJar = makeJar("app", true, false);
        addJna("app");
    }

    @Test
    void findsJnaAndAgreesWithTheTransport() throws Exception {
        DoctorTestProcess doctor = DoctorTestProcess.run(java("-jar", thinJar.toString()));

        assertThat(doctor.exitCode()).as(doctor.toString()).isEqualTo(ZeroCopy.isAvailable() ? 0 : 1);
        assertThat(doctor.out())
                .contains(folder.resolve("app/lib/jna-" + Doctor.JNA_VERSION + ".jar").toString())
                .contains("native library                unpacked by JNA from " + LIBRARY)
                .contains("Netty's epoll transport       not checked, Netty is not on this class path");
    }

    @Test
    void worksOnAnApplicationsClassPath() throws Exception {
        DoctorTestProcess doctor = DoctorTestProcess.run(
                java("-cp", System.getProperty("java.class.path"), "io.zerocopy.netty.Doctor"));

        assertThat(doctor.exitCode()).as(doctor.toString()).isEqualTo(ZeroCopy.isAvailable() ? 0 : 1);
        assertThat(doctor.out()).contains("Netty's epoll transport       works");
    }

    @Test
    void worksInFatJar() throws Exception {
        DoctorTestProcess doctor = DoctorTestProcess.run(java("-jar", makeJar("fat", true, true).toString()));

        assertThat(doctor.exitCode()).as(doctor.toString()).isEqualTo(ZeroCopy.isAvailable() ? 0 : 1);
        assertThat(doctor.out()).doesNotContain("app/lib").contains("native library                ");
    }

    @Test
    void saysWhatToAddWithoutJna() throws Exception {
        Path jar = makeJar("alone", true, false);
        DoctorTestProcess doctor = DoctorTestProcess.run(java("-jar", jar.toString()));

        assertThat(doctor.exitCode()).isEqualTo(1);
        assertThat(doctor.err()).isEmpty();
        assertThat(doctor.out())
                .contains("java -cp " + jar + ":jna-" + Doctor.JNA_VERSION + ".jar io.zerocopy.netty.Doctor\n")
                .contains("CAP_IPC_LOCK", "net.core.somaxconn", "default route")
                .endsWith("Result: zero copy is NOT available: JNA is not on the class path,"
                        + " so it could not be tried\n");
    }

    @Test
    void saysThatTheLibraryIsMissing() throws Exception {
        Path jar = makeJar("bare", false, false);
        addJna("bare");
        DoctorTestProcess doctor = DoctorTestProcess.run(java("-jar", jar.toString()));

        assertThat(doctor.exitCode()).isEqualTo(1);
        assertThat(doctor.out()).endsWith(
                "NOT available: the jar has no native library for this machine, " + LIBRARY + "\n");
    }

    @ParameterizedTest
    @CsvSource({"EPERM, forbids", "ENOSYS, hides"})
    void blamesSeccomp(String error, String verb) throws Exception {
        assumeZeroCopy();
        DenyIoUring deny = DenyIoUring.compile(folder);
        DoctorTestProcess doctor = DoctorTestProcess.run(deny.wrap(error, java("-jar", thinJar.toString())));

        assertThat(doctor.exitCode()).as(doctor.toString()).isEqualTo(1);
        assertThat(doctor.out())
                .contains("seccomp                       a filter is active")
                .contains("io_uring                      no ring can be created: " + error)
                .contains("What to do\n  1. ")
                .endsWith("NOT available: a seccomp filter " + verb + " io_uring (" + error + ")\n");
    }

    @Test
    void ordinaryUserWithLittleMemlock() throws Exception {
        assumeZeroCopy();
        DoctorTestProcess doctor = DoctorTestProcess.run(asOrdinaryUser(
                List.of("sh", "-c", "ulimit -l 64 && exec \"$@\"", "sh"), java("-jar", thinJar.toString())));

        assertThat(doctor.exitCode()).as(doctor.toString()).isZero();
        assertThat(doctor.out())
                .contains("limit                         64 KiB\n", "CAP_IPC_LOCK                  no\n")
                .containsPattern("largest ring that works +\\d+ completions")
                .contains("LimitMEMLOCK=")
                .endsWith("Result: zero copy is available\n");
    }

    @Test
    void noexecFolder() throws Exception {
        assumeZeroCopy();
        assumeTrue(isRoot(), "only root can mount a file system");
        Path mount = Files.createDirectories(folder.resolve("noexec"));
        String script = "mount -t tmpfs -o noexec tmpfs " + mount + " || exit 77; exec \"$@\"";
        List<String> command = new ArrayList<>(List.of("unshare", "-m", "sh", "-c", script, "sh"));
        command.addAll(java("-Djna.tmpdir=" + mount, "-jar", thinJar.toString()));
        DoctorTestProcess doctor = DoctorTestProcess.run(command);

        assumeTrue(doctor.exitCode() != 77, "mount is not permitted: " + doctor.err());
        assertThat(doctor.exitCode()).as(doctor.toString()).isEqualTo(1);
        assertThat(doctor.out())
                .contains("java -Djna.tmpdir=/path/to/folder ...")
                .endsWith("from where nothing may be executed (" + mount + " is mounted noexec)\n");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_24, disabledReason = "older Java does not restrict native code")
    void tellsWhetherNativeAccessIsGranted() throws Exception {
        DoctorTestProcess warned = DoctorTestProcess.run(java("-jar", thinJar.toString()));
        DoctorTestProcess granted = DoctorTestProcess.run(
                java("--enable-native-access=ALL-UNNAMED", "-jar", thinJar.toString()));
        DoctorTestProcess denied = DoctorTestProcess.run(
                java("--illegal-native-access=deny", "-jar", thinJar.toString()));

        assertThat(warned.out()).contains("native access                 not granted here");
        assertThat(granted.out()).contains("native access                 granted here");
        assertThat(granted.err()).isEmpty();
        assertThat(denied.out()).endsWith("NOT available: this JVM forbids native code"
                + " (--illegal-native-access=deny)\n");
    }

    @Test
    void obeysTheSwitch() throws Exception {
        DoctorTestProcess doctor = DoctorTestProcess.run(
                java("-Dio.zerocopy.netty.enabled=false", "-jar", thinJar.toString()));

        assertThat(doctor.exitCode()).isEqualTo(1);
        assertThat(doctor.out()).endsWith("it is switched off by -Dio.zerocopy.netty.enabled=false\n");
    }

    @Test
    void explainsItself() throws Exception {
        DoctorTestProcess help = DoctorTestProcess.run(java("-jar", thinJar.toString(), "--help"));
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).startsWith("Usage: ").contains("Exit code:").doesNotContain("Result:");

        DoctorTestProcess wrong = DoctorTestProcess.run(java("-jar", thinJar.toString(), "--port", "80"));
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err()).startsWith("Unknown arguments: --port 80\nUsage: ");
    }

    private static void assumeZeroCopy() {
        assumeTrue(ZeroCopy.isAvailable(), () -> "no zero copy here: " + ZeroCopy.unavailabilityCause());
    }

    private static boolean isRoot() throws IOException {
        return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    }

    /** Java with an empty home, so that nothing but the jar's own surroundings has JNA. */
    private static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Duser.home=" + folder.resolve("home")));
        command.addAll(List.of(arguments));
        return command;
    }

    private static List<String> asOrdinaryUser(List<String> shell, List<String> command)
            throws IOException, InterruptedException {
        List<String> prefix = new ArrayList<>();
        if (isRoot()) {
            assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not installed");
            prefix.addAll(List.of("setpriv", "--reuid=" + ORDINARY_USER, "--regid=" + ORDINARY_USER,
                    "--clear-groups"));
        }
        List<String> look = new ArrayList<>(prefix);
        look.addAll(List.of("test", "-r", thinJar.toString(), "-a", "-x", command.get(0)));
        assumeTrue(DoctorTestProcess.run(look).exitCode() == 0, "others cannot read the jar or run this Java");
        prefix.addAll(shell);
        prefix.addAll(command);
        return prefix;
    }

    private static void addJna(String name) throws IOException {
        Path lib = Files.createDirectories(folder.resolve(name).resolve("lib"));
        Files.copy(JNA, lib.resolve("jna-" + Doctor.JNA_VERSION + ".jar"));
    }

    private static Path makeJar(String name, boolean withLibrary, boolean withJna) throws IOException {
        Path jar = Files.createDirectories(folder.resolve(name)).resolve(JAR);
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Doctor.class.getName());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                Stream<Path> files = Files.walk(CLASSES)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> withLibrary || !file.endsWith(LIBRARY))
                    .forEach(file -> addEntry(out, file));
            if (withJna) {
                addJnaTo(out);
            }
        }
        return jar;
    }

    private static void addEntry(JarOutputStream out, Path file) {
        try {
            out.putNextEntry(new JarEntry(CLASSES.relativize(file).toString()));
            Files.copy(file, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addJnaTo(JarOutputStream out) throws IOException {
        try (JarFile jna = new JarFile(JNA.toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) jna.stream()::iterator) {
                if (entry.getName().startsWith("com/sun/jna/") && !entry.isDirectory()) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    try (InputStream in = jna.getInputStream(entry)) {
                        in.transferTo(out);
                    }
                }
            }
        }
    }
}
