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
package com.example.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder whose files may be fetched, and nothing that lies outside. */
final class SharedFolder {

    private final Path folder;

    /** Fails if there is no such folder. */
    SharedFolder(Path folder) throws IOException {
        this.folder = folder.toRealPath();
        if (!Files.isDirectory(this.folder)) {
            throw new IOException("not a folder: " + folder);
        }
    }

    Path path() {
        return folder;
    }

    /**
     * Opens a file for reading.
     *
     * @throws SecurityException   if the name, or a link on the way, leads out of the folder
     * @throws NoSuchFileException if there is no such file
     */
    FileChannel open(String name) throws IOException {
        Path file;
        try {
            file = folder.resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw new NoSuchFileException(name);
        }
        if (!isInside(file) || !isInside(file.toRealPath())) {
            throw new SecurityException(name + " is not in the folder");
        }
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(name);
        }
        return FileChannel.open(file, StandardOpenOption.READ);
    }

    private boolean isInside(Path file) {
        return file.startsWith(folder);
    }
}
