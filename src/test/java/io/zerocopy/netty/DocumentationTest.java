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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The code that the pages show is code that is compiled and run: a fenced block that has a title, as in
 * {@code ```java title="integration-tests/x/App.java"}, is the whole of that file, without its licence header.
 */
class DocumentationTest {

    private static final Path PROJECT = Path.of("");
    private static final Pattern INFO = Pattern.compile("(?<language>[a-z]*)(?: title=\"(?<file>[^\"]+)\")?");

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("pages")
    void titledBlocksAreTheirFiles(Path page) throws IOException {
        check(page, PROJECT);
    }

    @Test
    void blockThatDiffersFromItsFileIsFound() throws IOException {
        Files.writeString(folder.resolve("A.java"), header() + "class A {\n}\n");
        check(page("```java title=\"A.java\"\nclass A {\n}\n```\n"), folder);
        assertThatThrownBy(() -> check(page("```java title=\"A.java\"\nclass A { }\n```\n"), folder))
                .isInstanceOf(AssertionError.class).hasMessageContaining("A.java");
    }

    @Test
    void blockWithoutItsFileIsFound() throws IOException {
        Path page = page("```java title=\"Missing.java\"\nclass A {\n}\n```\n");
        assertThatThrownBy(() -> check(page, folder)).isInstanceOf(AssertionError.class)
                .hasMessageContaining("Missing.java");
    }

    @ParameterizedTest
    @ValueSource(strings = {"```java titel=\"A\"\n```\n", "```java title=A\n```\n", "text\n```java\nclass A {\n"})
    void fenceThatNobodyWouldCheckIsFound(String text) throws IOException {
        Path page = page(text);
        assertThatThrownBy(() -> check(page, folder)).isInstanceOf(AssertionError.class)
                .hasMessageContaining(page.toString());
    }

    /** The pages for users. */
    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (Path folder : List.of(PROJECT, PROJECT.resolve("docs"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        return pages;
    }

    private static void check(Path page, Path project) throws IOException {
        for (Block block : blocks(page)) {
            if (block.file != null) {
                Path file = project.resolve(block.file);
                assertThat(file).as("a block of %s", page).isRegularFile();
                assertThat(block.text).as("%s in %s", file, page).isEqualTo(withoutHeader(file));
            }
        }
    }

    private static List<Block> blocks(Path page) throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher info = null;
        StringBuilder text = new StringBuilder();
        for (String line : Files.readAllLines(page)) {
            if (info != null && line.equals("```")) {
                blocks.add(new Block(info.group("file"), text.toString()));
                info = null;
            } else if (info != null) {
                text.append(line).append('\n');
            } else if (line.startsWith("```")) {
                info = INFO.matcher(line.substring(3));
                assertThat(info.matches()).as("%s: %s", page, line).isTrue();
                text.setLength(0);
            }
        }
        assertThat(info).as("the block at the end of %s that is not closed", page).isNull();
        return blocks;
    }

    private static String withoutHeader(Path file) throws IOException {
        String text = Files.readString(file);
        return text.startsWith(header()) ? text.substring(header().length()) : text;
    }

    private static String header() throws IOException {
        return Files.readString(PROJECT.resolve("src/build/header-slash.txt"));
    }

    private Path page(String text) throws IOException {
        return Files.writeString(folder.resolve("page.md"), text);
    }

    private record Block(String file, String text) { }
}
