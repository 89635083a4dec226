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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads what the kernel counts, from {@code /proc}. */
final class Proc {

    /** In every kernel that programs get to see: USER_HZ, whatever the kernel's own clock does. */
    static final double TICKS_PER_SECOND = 100;

    static final Path ROOT = Path.of("/proc");

    private Proc() {
    }

    static String read(Path file) throws IOException {
        // Files of /proc have no size that could be asked for.
        try (var in = Files.newInputStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The number after {@code "Name:"}. */
    static long number(String text, String name) throws IOException {
        return text.lines().filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1).trim().split("\\s+")[0]))
                .findFirst().orElseThrow(() -> new IOException("no " + name + " in what /proc says"));
    }

    /** The fields of a {@code stat} file from the third one on; the second may contain blanks. */
    static String[] statFields(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ");
    }

    /** What the function makes of each thread's folder; a thread may end meanwhile, and then is left out. */
    static long sumOfThreads(long pid, ThreadReader reader) throws IOException {
        long sum = 0;
        for (Path thread : numberedFolders(ROOT.resolve(pid + "/task"))) {
            try {
                sum += reader.read(thread);
            } catch (IOException e) {
                if (Files.exists(thread)) {
                    throw e;
                }
            }
        }
        return sum;
    }

    /** Processes or threads. */
    static List<Path> numberedFolders(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> numbered = new ArrayList<>();
            entries.filter(each -> Character.isDigit(each.getFileName().toString().charAt(0))).forEach(numbered::add);
            return numbered;
        } catch (NoSuchFileException e) {
            throw new IOException("there is no process " + folder, e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @FunctionalInterface
    interface ThreadReader {
        long read(Path folder) throws IOException;
    }
}
