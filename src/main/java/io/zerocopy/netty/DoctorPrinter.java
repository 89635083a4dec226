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

/**
 * Lays the report out as aligned text of at most {@value #WIDTH} columns. What may be copied into a shell or a file is
 * never wrapped.
 */
final class DoctorPrinter {

    static final int WIDTH = 96;

    private static final String INDENT = "  ";
    private static final int VALUE_COLUMN = 32;

    private final StringBuilder text = new StringBuilder();

    void title(String title) {
        text.append(title).append('\n');
    }

    void section(String title) {
        text.append('\n').append(title).append('\n');
    }

    void line(String key, String value) {
        text.append(INDENT).append(key);
        // A key that is too long for its column still has to be told from the value.
        text.append(" ".repeat(Math.max(1, VALUE_COLUMN - INDENT.length() - key.length())));
        wrap(value, VALUE_COLUMN);
    }

    /** Advice on the line above. */
    void advice(DoctorAdvice advice) {
        text.append(" ".repeat(VALUE_COLUMN));
        wrap(advice.text(), VALUE_COLUMN);
        advice.lines().forEach(this::command);
    }

    /** Something to copy that concerns the line above. */
    void command(String line) {
        text.append(" ".repeat(VALUE_COLUMN)).append(INDENT).append(line).append('\n');
    }

    /** Advice with a number, in a section of its own. */
    void step(int number, DoctorAdvice advice) {
        String label = INDENT + number + ". ";
        text.append(label);
        wrap(advice.text(), label.length());
        String indent = " ".repeat(label.length()) + INDENT;
        advice.lines().forEach(line -> text.append(indent).append(line).append('\n'));
    }

    private void wrap(String value, int column) {
        int used = column;
        boolean first = true;
        for (String word : DoctorFiles.words(value)) {
            if (!first && used + 1 + word.length() > WIDTH) {
                text.append('\n').append(" ".repeat(column));
                used = column;
            } else if (!first) {
                text.append(' ');
                used++;
            }
            text.append(word);
            used += word.length();
            first = false;
        }
        text.append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
