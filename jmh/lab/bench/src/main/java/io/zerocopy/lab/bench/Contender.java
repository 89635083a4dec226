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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A transport to be measured, in a process of its own.
 *
 * @param id its name on the command line and in results
 * @param title its name for readers
 * @param command what starts it
 * @param jars the folders, and files, that its class path is made of; empty for a program that is no JVM
 */
record Contender(String id, String title, List<String> command, List<Path> jars) {

    /** The names of the jars that it runs with. */
    List<String> classPath() throws IOException {
        List<String> names = new ArrayList<>();
        for (Path jar : jars) {
            if (Files.isDirectory(jar)) {
                try (Stream<Path> files = Files.list(jar)) {
                    files.map(file -> file.getFileName().toString()).sorted().forEach(names::add);
                }
            } else {
                names.add(jar.getFileName().toString());
            }
        }
        return names;
    }
}
