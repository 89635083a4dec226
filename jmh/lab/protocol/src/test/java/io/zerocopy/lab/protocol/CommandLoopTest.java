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

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

import static org.assertj.core.api.Assertions.assertThat;

class CommandLoopTest {

    private final List<String> calls = new ArrayList<>();

    @Test
    void playsRounds() throws IOException {
        List<JsonObject> answers = play("open count port=7", "begin", "end", "begin rate=2.5", "end", "close", "quit");

        assertThat(calls).containsExactly("open 7", "begin OptionalDouble.empty", "end",
                "begin OptionalDouble[2.5]", "end", "close");
        assertThat(answers).hasSize(7);
        assertThat(answers.get(0)).hasToString("{\"ok\":true,\"port\":7}");
        assertThat(answers.get(1)).hasToString("{\"ok\":true}");
        JsonObject round = answers.get(2);
        assertThat(round.get("messages").getAsLong()).isEqualTo(2);
        assertThat(round.getAsJsonObject("extra")).hasToString("{\"route\":\"<a>\"}");
        assertThat(round.has("allocated")).isFalse();
        Histogram histogram = Latencies.decode(round.get("histogram").getAsString());
        assertThat(histogram.getTotalCount()).isEqualTo(1);
        assertThat(histogram.getMaxValue()).isBetween(1_000_000L, 1_001_000L);
    }

    @Test
    void answersErrorsAndGoesOn() throws IOException {
        assertThat(errors("begin", "end", "close", "", "dance now", "open", "open nap", "open count",
                "open count port=x", "open count port=1 size=2")).containsExactly(
                "no workload is open",
                "no workload is open",
                "no workload is open",
                "unknown command: ''",
                "unknown command: 'dance now'",
                "unknown workload: '', there are broken, count, never",
                "unknown workload: 'nap', there are broken, count, never",
                "missing parameter: port",
                "port must be a whole number from 1 to 65535, not 'x'",
                "unknown parameter: size");
        assertThat(calls).as("what was opened in vain").containsExactly("open 1", "close");
    }

    @Test
    void keepsTheOrderOfCommands() throws IOException {
        List<JsonObject> answers = play("open count port=1", "open count port=1", "end", "begin rate=0", "begin",
                "begin", "close", "quit");

        assertThat(answers.get(1).get("error").getAsString()).isEqualTo("a workload is open already");
        assertThat(answers.get(2).get("error").getAsString()).isEqualTo("no round has begun");
        assertThat(answers.get(3).get("error").getAsString()).startsWith("rate must be");
        assertThat(answers.get(5).get("error").getAsString()).isEqualTo("a round has begun already");
        assertThat(answers.get(6)).hasToString("{\"ok\":true}");
    }

    @Test
    void tellsWhatIsUnsupportedFromWhatIsBroken() throws IOException {
        List<JsonObject> answers = play("open never", "open broken");

        assertThat(answers.get(0)).hasToString("{\"unsupported\":\"no pipes here\"}");
        assertThat(answers.get(1).get("error").getAsString())
                .isEqualTo("java.lang.LinkageError: no class; caused by no file");
    }

    @Test
    void closesWhatIsOpenWhenNobodyIsLeft() throws IOException {
        play("open count port=1", "begin");
        assertThat(calls).endsWith("close");
    }

    private List<String> errors(String... lines) throws IOException {
        return play(lines).stream().map(answer -> answer.get("error").getAsString()).toList();
    }

    private List<JsonObject> play(String... lines) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new CommandLoop(new BufferedReader(new StringReader(String.join("\n", lines) + "\n")),
                new PrintStream(bytes, true, StandardCharsets.UTF_8),
                Map.of("count", this::open, "never", parameters -> {
                    throw new UnsupportedException("no pipes here");
                }, "broken", parameters -> {
                    throw new LinkageError("no class", new IOException("no file"));
                })).run();
        return bytes.toString(StandardCharsets.UTF_8).lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    }

    private Session open(Parameters parameters) {
        int port = parameters.port("port");
        calls.add("open " + port);
        return new Session() {
            @Override
            public Map<String, ?> opened() {
                return Map.of("port", port);
            }

            @Override
            public void begin(OptionalDouble rate) {
                calls.add("begin " + rate);
            }

            @Override
            public Round end() {
                calls.add("end");
                Histogram histogram = Latencies.newHistogram();
                histogram.recordValue(1_000_000);
                return new Round(1, 2, 3, null, histogram, Map.of("route", "<a>"));
            }

            @Override
            public void close() {
                calls.add("close");
            }
        };
    }
}
