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

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * The result file: everything that was measured, and where.
 *
 * @param format of the file
 * @param finished {@code null} as long as it is not
 * @param command what the user typed
 * @param tour {@code quick} or {@code full}
 * @param warnings what the reader should know before believing the figures
 */
record Results(int format, String started, String finished, String command, String tour, Map<String, Object> machine,
               List<String> warnings, List<ContenderFacts> contenders, List<PointResult> points) {

    static final int FORMAT = 1;

    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping()
            .enableComplexMapKeySerialization().create();

    /** Replaces the file at once, so that it is whole whenever the run is cut off. */
    void write(Path file) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, GSON.toJson(this));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static Results read(Path file) throws IOException {
        try {
            return GSON.fromJson(Files.readString(file), Results.class);
        } catch (JsonParseException e) {
            throw new IOException(file + " is no result file: " + e.getMessage(), e);
        }
    }

    /**
     * Who was measured.
     *
     * @param baseline whether the others are compared to it
     * @param facts what it says about itself; empty if it never started
     * @param classPath the jars that it ran with
     */
    record ContenderFacts(String id, String title, boolean baseline, Map<String, Object> facts,
                          List<String> classPath) {
    }
}
