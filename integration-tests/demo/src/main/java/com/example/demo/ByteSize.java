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

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as people write them: {@code 1500}, {@code 64k}, {@code 1m}, {@code 2g}. */
final class ByteSize {

    private static final Pattern FORM = Pattern.compile("(\\d{1,13})([kmg]?)");
    private static final long MAX = 1L << 40;

    private ByteSize() {
    }

    /**
     * Returns the number of bytes.
     *
     * @throws IllegalArgumentException if the text is no such number, or one beyond a tebibyte
     */
    static long parse(String text) {
        Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a number of bytes such as 1500, 64k, 1m or 2g: " + text);
        }
        long number = Long.parseLong(matcher.group(1));
        int shift = switch (matcher.group(2)) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            default -> 0;
        };
        if (number > MAX >> shift) {
            throw new IllegalArgumentException("more than 1024g: " + text);
        }
        return number << shift;
    }
}
