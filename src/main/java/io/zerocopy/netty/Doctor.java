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

import java.io.IOException;
import java.io.PrintStream;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * {@code java -jar netty-transport-zerocopy.jar} prints whether this process could send by zero copy, why not, and
 * what to do about it.
 * <p>
 * This class is only the launcher. With {@code -jar} nothing but our own jar is on the class path, so it looks for
 * JNA ({@link DoctorClassPath}) and runs the report ({@link DoctorRun}) in a class loader that has it. Neither of
 * them may need JNA themselves.
 */
final class Doctor {

    /** The version this jar was built with: javac copies the constant, so that JNA need not be there. */
    static final String JNA_VERSION = Native.VERSION;

    private static final int EXIT_USAGE = 2;

    private static final String USAGE = """
            Usage: java -jar netty-transport-zerocopy.jar
               or: java -cp <class path with JNA> io.zerocopy.netty.Doctor

            Prints whether zero-copy sends are available to a process like this one, why not, what to
            do about it, and which limits of this machine matter to a server. Changes nothing.

            Start it as your server is started: as the same user, in the same container, from the
            same unit, since limits and permissions differ between them.

            Options:
              --help    this text

            Exit code: 0 if zero copy is available, 1 if not, 2 for wrong usage.
            """;

    private Doctor() {
    }

    /**
     * Prints the report and ends the JVM.
     *
     * @param args nothing, or {@code --help}
     */
    public static void main(String[] args) throws Exception {
        int exitCode = handleOptions(args, System.out, System.err);
        System.exit(exitCode >= 0 ? exitCode : report());
    }

    /** Returns the exit code if the options leave nothing to do, else {@code -1}. */
    static int handleOptions(String[] args, PrintStream out, PrintStream err) {
        if (args.length == 0) {
            return -1;
        }
        if (args.length == 1 && ("--help".equals(args[0]) || "-h".equals(args[0]))) {
            out.print(USAGE);
            return 0;
        }
        err.println("Unknown arguments: " + String.join(" ", args));
        err.print(USAGE);
        return EXIT_USAGE;
    }

    private static int report() throws IOException, ReflectiveOperationException {
        if (DoctorClassPath.hasJna(Doctor.class.getClassLoader())) {
            return new DoctorRun().getAsInt();
        }
        DoctorClassPath classPath = DoctorClassPath.ofThisProcess();
        Optional<Path> jna = classPath.findJna();
        if (jna.isEmpty()) {
            return new DoctorRun().getAsInt();
        }
        try (URLClassLoader loader = classPath.loaderWith(jna.get())) {
            var constructor = loader.loadClass(DoctorRun.class.getName()).getDeclaredConstructor();
            // The same package's name in another class loader is another package.
            constructor.setAccessible(true);
            return ((IntSupplier) constructor.newInstance()).getAsInt();
        }
    }
}
