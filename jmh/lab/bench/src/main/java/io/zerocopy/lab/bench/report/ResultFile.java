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
package io.zerocopy.lab.bench.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A result file as the driver wrote it. */
public final class ResultFile {

    private static final int FORMAT = 1;

    private ResultFile() {
    }

    /**
     * Reads a result file.
     *
     * @throws IOException if it cannot be read or is not a result file; the message says which file and why
     */
    public static JsonObject read(Path file) throws IOException {
        try {
            JsonElement json = JsonParser.parseString(Files.readString(file));
            String flaw = flaw(json);
            if (flaw != null) {
                throw new IOException(file + " is not a result file: " + flaw);
            }
            return json.getAsJsonObject();
        } catch (JsonParseException | CharacterCodingException e) {
            throw new IOException(file + " is not a result file: " + e.getMessage(), e);
        }
    }

    private static String flaw(JsonElement json) {
        if (!json.isJsonObject()) {
            return "it does not hold a JSON object";
        }
        JsonObject result = json.getAsJsonObject();
        JsonElement format = result.get("format");
        if (format == null || !format.isJsonPrimitive()) {
            return "it has no \"format\"";
        }
        if (!format.getAsString().equals(String.valueOf(FORMAT))) {
            return "its format is " + format + ", this program knows " + FORMAT;
        }
        for (String list : new String[] {"contenders", "points"}) {
            if (result.get(list) == null || !result.get(list).isJsonArray()) {
                return "it has no list of " + list;
            }
        }
        return null;
    }
}
