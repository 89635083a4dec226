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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads the small files below {@code /proc} and {@code /sys}. A file that is missing, forbidden or odd is as good as
 * an empty one: containers hide some of them, and a report that fails helps nobody.
 */
final class DoctorFiles {

    // More than the longest of them, the list of mounts.
    private static final int MAX_SIZE = 1 << 20;

    private final Path root;

    /**
     * @param root {@code /}, or the root of a tree that looks like it
     */
    DoctorFiles(Path root) {
        this.root = root;
    }

    boolean exists(String path) {
        return Files.exists(root.resolve(path));
    }

    /** The content without surrounding white space, or an empty string. */
    String text(String path) {
        try (SeekableByteChannel channel = Files.newByteChannel(root.resolve(path))) {
            // Below /proc/sys only the first read() gets something, and Files.readAllBytes() begins with one byte
            // of a file that says to be empty.
            ByteBuffer content = ByteBuffer.allocate(MAX_SIZE);
            while (channel.read(content) > 0) {
                // Until the end or MAX_SIZE.
            }
            return new String(content.array(), 0, content.position(), StandardCharsets.UTF_8).strip();
        } catch (IOException | RuntimeException e) {
            return "";
        }
    }

    List<String> lines(String path) {
        return text(path).lines().toList();
    }

    /** The number in the given column of the first line. */
    OptionalLong number(String path, int column) {
        List<String> words = words(text(path).lines().findFirst().orElse(""));
        return column < words.size() ? parse(words.get(column)) : OptionalLong.empty();
    }

    /** The last name of what a symbolic link points to, or an empty string. */
    String linkTarget(String path) {
        try {
            Path name = Files.readSymbolicLink(root.resolve(path)).getFileName();
            return name == null ? "" : name.toString();
        } catch (IOException | RuntimeException e) {
            return "";
        }
    }

    static OptionalLong parse(String number) {
        try {
            return OptionalLong.of(Long.parseLong(number));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    static List<String> words(String line) {
        String text = line.strip();
        return text.isEmpty() ? List.of() : List.of(text.split("\\s+", -1));
    }
}
