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
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reasons why there is no native library, told from what JNA, the linker and the JVM say.
 */
class DoctorFailureTest {

    private static final String MOUNTS = """
            22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
            23 22 0:21 / /tmp rw,nosuid,nodev,noexec - tmpfs tmpfs rw
            24 23 0:22 / /tmp/my\\040work rw - tmpfs tmpfs rw
            """;

    @TempDir
    private Path root;

    @Test
    void noexecFolder() {
        Throwable failure = new UnsatisfiedLinkError("/tmp/a/jna1.tmp: failed to map segment from shared object");
        DoctorTestTree tree = DoctorTestTree.server(root).file("proc/self/mountinfo", MOUNTS);

        DoctorDiagnosis diagnosis = diagnose(tree.property("jna.tmpdir", "/tmp/a"), true, failure);
        assertThat(diagnosis.reason()).contains("JNA unpacks libraries into /tmp/a,", "/tmp is mounted noexec");
        assertThat(diagnosis.advice().get(0).lines()).containsExactly("java -Djna.tmpdir=/path/to/folder ...");
        // The innermost mount counts, and a name that only begins alike is another folder.
        assertThat(diagnose(tree.property("jna.tmpdir", "/tmp/my work/x"), true, failure).reason())
                .contains("cannot be loaded").doesNotContain("noexec");
        assertThat(diagnose(tree.property("jna.tmpdir", "/tmpfiles"), true, failure).reason())
                .doesNotContain("noexec");
    }

    @Test
    void folderIsChosenAsByJna() {
        DoctorTestTree tree = DoctorTestTree.server(root);

        assertThat(DoctorMounts.jnaFolder(tree.host())).isEqualTo("/tmp");
        tree.file("home/web/.cache/JNA/temp/x", "");
        assertThat(DoctorMounts.jnaFolder(tree.host())).isEqualTo("/home/web/.cache/JNA/temp");
        tree.environment("XDG_CACHE_HOME", "/var/cache/web").file("var/cache/web/JNA/temp/x", "");
        assertThat(DoctorMounts.jnaFolder(tree.host())).isEqualTo("/var/cache/web/JNA/temp");
        tree.property("jna.tmpdir", "/mine");
        assertThat(DoctorMounts.jnaFolder(tree.host())).isEqualTo("/mine");
    }

    @Test
    void folderThatCannotBeWritten() {
        DoctorDiagnosis diagnosis = diagnose(DoctorTestTree.server(root), true, new UnsatisfiedLinkError(
                "Failed to create temporary file for /com/sun/jna/linux-x86-64/libjnidispatch.so library: Read-only"));

        assertThat(diagnosis.reason()).isEqualTo("JNA cannot unpack its library into /tmp");
        assertThat(diagnosis.advice().get(0).lines()).containsExactly("java -Djna.tmpdir=/path/to/folder ...");
    }

    @Test
    void libraryOfAnotherArchitecture() {
        DoctorDiagnosis diagnosis = diagnose(DoctorTestTree.server(root), false, new UnsatisfiedLinkError(
                "Unable to load library 'netty_zerocopy':\nlibnetty_zerocopy.so: cannot open\n"
                + "Native library not found"));

        assertThat(diagnosis.reason())
                .isEqualTo("the jar has no native library for this machine, linux-x86-64/libnetty_zerocopy.so");
        assertThat(diagnosis.advice()).hasSize(1);
    }

    @Test
    void libraryOfAnotherVersion() {
        String message = "libnetty_zerocopy.so does not match this jar: ABI version is 2, not 1";

        assertThat(diagnose(DoctorTestTree.server(root), true, new UnsatisfiedLinkError(message)).reason())
                .isEqualTo(message);
    }

    @Test
    void alpine() {
        DoctorDiagnosis diagnosis = diagnose(DoctorTestTree.server(root).file("etc/alpine-release", "3.20"), true,
                new UnsatisfiedLinkError("Error loading shared library ld-linux-x86-64.so.2: No such file"));

        assertThat(diagnosis.reason()).contains("needs glibc", "Alpine", "ld-linux-x86-64.so.2");
    }

    @Test
    void nativeAccessDenied() {
        DoctorDiagnosis diagnosis = diagnose(DoctorTestTree.server(root), true,
                new ExceptionInInitializerError(new IllegalCallerException("Illegal native access")));

        assertThat(diagnosis.reason()).contains("this JVM forbids native code");
        assertThat(diagnosis.advice().get(0).lines()).contains("java --enable-native-access=ALL-UNNAMED ...");
    }

    @Test
    void anythingElseIsQuotedInOneLine() {
        assertThat(diagnose(DoctorTestTree.server(root), true,
                new UnsatisfiedLinkError("/lib/libc.so.6: version `GLIBC_2.38' not found\nmore")).reason())
                .isEqualTo("the native library cannot be loaded: /lib/libc.so.6: version `GLIBC_2.38' not found");
        assertThat(diagnose(DoctorTestTree.server(root), true, new StackOverflowError()).reason())
                .isEqualTo("the native library cannot be loaded: java.lang.StackOverflowError");
    }

    @Test
    void jnaMissing() {
        Throwable failure = new NoClassDefFoundError("com/sun/jna/Platform")
                .initCause(new ClassNotFoundException("com.sun.jna.Platform"));
        DoctorReport report = DoctorTestTree.server(root).report(DoctorNative.failed(failure));

        assertThat(report.text())
                .contains("JNA                           not found")
                .contains(":jna-" + Doctor.JNA_VERSION + ".jar io.zerocopy.netty.Doctor\n")
                .contains("net.core.somaxconn            4096")
                .endsWith("NOT available: JNA is not on the class path, so it could not be tried\n");
        // Not found and found to be broken are different things.
        assertThat(DoctorFailure.isJnaMissing(
                new NoClassDefFoundError("Could not initialize class com.sun.jna.Native")))
                .isFalse();
    }

    @Test
    void kernelThatCannotBeAsked() {
        DoctorReport report = DoctorTestTree.server(root).report(new DoctorNative("", "", true, "unpacked", 1,
                new IllegalStateException("cannot probe io_uring: errno 24"), null, 0));

        assertThat(report.text())
                .contains("native library                unpacked, ABI 1")
                .endsWith("NOT available: the kernel could not be asked: cannot probe io_uring: errno 24\n");
    }

    private static DoctorDiagnosis diagnose(DoctorTestTree tree, boolean packed, Throwable failure) {
        return DoctorFailure.diagnose(tree.host(), new DoctorNative("5.19.1", "linux-x86-64/libnetty_zerocopy.so",
                packed, null, 0, failure, null, 0));
    }
}
