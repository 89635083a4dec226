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

import java.util.Optional;

/**
 * Why the native library could not be loaded. JNA and the dynamic linker tell it in long messages, or only half.
 */
final class DoctorFailure {

    private final DoctorHost host;
    private final DoctorNative shim;
    private final Throwable cause;
    private final String message;

    private DoctorFailure(DoctorHost host, DoctorNative shim) {
        this.host = host;
        this.shim = shim;
        cause = rootCause(shim.failure());
        message = message(cause);
    }

    static DoctorDiagnosis diagnose(DoctorHost host, DoctorNative shim) {
        return new DoctorFailure(host, shim).diagnose();
    }

    /** The first line of what the innermost cause says. */
    static String message(Throwable failure) {
        Throwable cause = rootCause(failure);
        String text = cause.getMessage();
        return text == null || text.isBlank() ? cause.toString() : text.strip().lines().findFirst().orElse("");
    }

    /** Whether JNA is not there at all. */
    static boolean isJnaMissing(Throwable failure) {
        if (failure == null) {
            return false;
        }
        Throwable cause = rootCause(failure);
        return (cause instanceof NoClassDefFoundError || cause instanceof ClassNotFoundException)
                && String.valueOf(cause.getMessage()).replace('.', '/').startsWith("com/sun/jna/");
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private DoctorDiagnosis diagnose() {
        if (isJnaMissing(cause)) {
            return DoctorDiagnosis.because("JNA is not on the class path, so it could not be tried",
                    DoctorAdvice.of("Add it, or put its jar (jna-" + Doctor.JNA_VERSION
                            + ".jar) into the folder of this one:",
                            DoctorClassPath.ofThisProcess().commandLine()));
        }
        if (shim.isLoaded()) {
            return DoctorDiagnosis.because("the kernel could not be asked: " + message);
        }
        if (cause instanceof IllegalCallerException) {
            return DoctorDiagnosis.because("this JVM forbids native code (--illegal-native-access=deny)",
                    DoctorAdvice.of("Allow it:", "java --enable-native-access=ALL-UNNAMED ..."));
        }
        if (message.contains("does not match this jar")) {
            return DoctorDiagnosis.because(message, DoctorAdvice.of("Another version's library comes first. Look for"
                    + " a second jar on the class path, and for lib" + NativeShim.LIBRARY
                    + ".so in jna.library.path, LD_LIBRARY_PATH and the system's library folders."));
        }
        return diagnoseLibrary();
    }

    private DoctorDiagnosis diagnoseLibrary() {
        String folder = DoctorMounts.jnaFolder(host);
        Optional<String> noexec = DoctorMounts.noexecMount(host.files(), folder);
        if (noexec.isPresent() && message.contains("failed to map segment")) {
            return DoctorDiagnosis.because("JNA unpacks libraries into " + folder
                    + ", from where nothing may be executed (" + noexec.get() + " is mounted noexec)", otherFolder());
        }
        if (message.contains("temporary")) {
            return DoctorDiagnosis.because("JNA cannot unpack its library into " + folder, otherFolder());
        }
        if (!shim.packed() && message.startsWith("Unable to load library")) {
            return DoctorDiagnosis.because("the jar has no native library for this machine, " + shim.resource(),
                    DoctorAdvice.of("Use a jar that has it; other architectures than those in the jar are served by"
                            + " plain epoll. A jar of one's own build has the library of the machine that built it."));
        }
        if (host.files().exists("etc/alpine-release")) {
            return DoctorDiagnosis.because("the native library needs glibc, and this is Alpine Linux: " + message,
                    DoctorAdvice.of("Use an image with glibc (Debian, Ubuntu, UBI ...); Netty's own epoll library"
                            + " needs it, too."));
        }
        return DoctorDiagnosis.because("the native library cannot be loaded: " + message);
    }

    private static DoctorAdvice otherFolder() {
        return DoctorAdvice.of("Name a folder that the server may write to and execute from:",
                "java -Djna.tmpdir=/path/to/folder ...");
    }
}
