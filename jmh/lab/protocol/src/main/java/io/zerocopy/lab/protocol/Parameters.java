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

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The {@code key=value} words of a command. Every getter says clearly which parameter is wrong, and how. */
public final class Parameters {

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> read = new HashSet<>();

    /**
     * Takes the words apart.
     *
     * @throws IllegalArgumentException if one is not {@code key=value}, or a key is there twice
     */
    public Parameters(List<String> words) {
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("not key=value: '" + word + "'");
            }
            String name = word.substring(0, equals);
            if (values.put(name, word.substring(equals + 1)) != null) {
                throw new IllegalArgumentException(name + " is there twice");
            }
        }
    }

    /** Whether there is such a parameter. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** A word. */
    public String string(String name) {
        read.add(name);
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("missing parameter: " + name);
        }
        return value;
    }

    /** A whole number in a range, both ends included. */
    public int integer(String name, int min, int max) {
        String value = string(name);
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Same message as for a number out of range.
        }
        throw wrong(name, "a whole number from " + min + " to " + max, value);
    }

    /** A whole number above zero. */
    public int positive(String name) {
        return integer(name, 1, Integer.MAX_VALUE);
    }

    /** A whole number above zero, which may be missing. */
    public int positive(String name, int otherwise) {
        return has(name) ? positive(name) : otherwise;
    }

    /** The port of a peer. */
    public int port(String name) {
        return integer(name, 1, 65535);
    }

    /** The port to listen on; any one if it is zero or missing. */
    public int listenPort() {
        return has("port") ? integer("port", 0, 65535) : 0;
    }

    /** A finite number above zero. */
    public double positiveDecimal(String name) {
        String value = string(name);
        try {
            double number = Double.parseDouble(value);
            if (number > 0 && Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Same message as for a number out of range.
        }
        throw wrong(name, "a number above zero", value);
    }

    /** A flag, false if it is missing. */
    public boolean flag(String name) {
        if (!has(name)) {
            return false;
        }
        String value = string(name);
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, "true or false", value);
        };
    }

    /**
     * Finds what was misspelled.
     *
     * @throws IllegalArgumentException if there are parameters that nobody has asked for
     */
    void rejectUnread() {
        Set<String> unread = new TreeSet<>(values.keySet());
        unread.removeAll(read);
        if (!unread.isEmpty()) {
            throw new IllegalArgumentException("unknown parameter: " + String.join(", ", unread));
        }
    }

    private static IllegalArgumentException wrong(String name, String expected, String value) {
        return new IllegalArgumentException(name + " must be " + expected + ", not '" + value + "'");
    }
}
