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
package io.zerocopy.lab.protocol;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answers that are no round. */
final class Answers {

    private Answers() {
    }

    static Map<String, Object> ok(Map<String, ?> more) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", true);
        answer.putAll(more);
        return answer;
    }

    static Map<String, Object> ready(String name, Map<String, ?> facts) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ready", true);
        answer.put("contender", name);
        answer.put("facts", facts);
        return answer;
    }

    static Map<String, String> failure(Throwable cause) {
        if (cause instanceof UnsupportedException) {
            return Map.of("unsupported", cause.getMessage());
        }
        return Map.of("error", describe(cause));
    }

    /** Messages of these say enough without the class. */
    private static boolean speaksForItself(Throwable cause) {
        return cause.getMessage() != null && (cause instanceof IllegalArgumentException
                || cause instanceof IllegalStateException || cause instanceof IOException);
    }

    private static String describe(Throwable cause) {
        String text = speaksForItself(cause) ? cause.getMessage() : cause.toString();
        return cause.getCause() == null ? text : text + "; caused by " + describe(cause.getCause());
    }
}
