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

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PointResultTest {

    private static final int ROUNDS = 9;
    private static final long GIGABYTE = 1_000_000_000;

    @Test
    void wiresClientIsUnderstood() throws Exception {
        Answer answer = Answer.ofWireClient(client(0, 0, 80, 100));
        assertThat(answer.messages()).isEqualTo(1000);
        assertThat(answer.bytes()).isEqualTo(GIGABYTE / 2);
        assertThat(answer.latency()).isEqualTo(new Latency(50, 100, 200));
        assertThat(answer.extra()).containsEntry(Answer.LATE, 80_000.0);
        assertThat(answer.isOverloaded()).isFalse();
        assertThat(Answer.ofWireClient(client(0, 3, 1, 100)).isOverloaded()).isTrue();
        assertThatThrownBy(() -> Answer.ofWireClient(client(2, 0, 1, 100)))
                .isInstanceOf(IOException.class).hasMessageContaining("2 bad or broken responses");
    }

    @Test
    void latenciesOfALateClientAreNoisy() throws Exception {
        assertThat(ratioOfP99(10).noisy()).isFalse();
        assertThat(ratioOfP99(80).noisy()).isTrue();
    }

    @Test
    void verdictNamesTheSizeFromWhichOnItSaves() {
        List<PointResult> points = List.of(stream(4 << 10, 1.1), stream(64 << 10, 0.7), stream(1 << 20, 0.5));
        assertThat(new Verdict("wire", points).sentence()).isEqualTo("wire: zerocopy saves CPU time from messages of"
                + " 64 KiB on: it takes x0.50 to x0.70, at throughput x1.00 of netty41-epoll's.");
        assertThat(new Verdict("wire", List.of(stream(64 << 10, 1.2))).sentence())
                .isEqualTo("wire: no saving: CPU time is x1.20, throughput x1.00 of netty41-epoll's.");
        assertThat(new Verdict("wire", List.of(stream(64 << 10, 0.7, 1.1))).sentence())
                .startsWith("wire: undecided, the figures are too noisy: CPU time is x0.70,");
        assertThat(new Verdict("veth", points).sentence()).contains("no comparison");
    }

    /** Streaming a gigabyte takes the baseline a CPU second, and us so much of it, in turns. */
    private static PointResult stream(int size, double... costs) {
        Point point = Point.stream("wire", size, 1, 1, List.of(Lab.BASELINE, Lab.OURS));
        List<Measurement> baseline = rounds(1, null);
        List<Measurement> ours = new ArrayList<>();
        for (int i = 0; i < baseline.size(); i++) {
            ours.add(rounds(costs[i % costs.length], null).get(i));
        }
        return PointResult.of(point, List.of(), List.of(
                PointResult.Entry.measured(Lab.BASELINE, baseline, baseline),
                PointResult.Entry.measured(Lab.OURS, ours, baseline)));
    }

    private static Ratio ratioOfP99(double lateMicros) throws IOException {
        List<Measurement> rounds = rounds(1, Answer.ofWireClient(client(0, 0, lateMicros, 100)));
        return PointResult.Entry.measured(Lab.OURS, rounds, rounds).ratio().get(Metric.P99);
    }

    private static List<Measurement> rounds(double cpuSeconds, Answer client) {
        Usage used = new Usage(GIGABYTE, (long) (cpuSeconds * GIGABYTE), 1, 1, 1, 0, 100);
        Answer contender = new Answer(GIGABYTE, 1000, GIGABYTE, null, null, Map.of());
        return Collections.nCopies(ROUNDS, Measurement.of(used, 0, contender, client, OptionalDouble.empty()));
    }

    private static JsonObject client(int broken, int unfinished, double lateMicros, double p99) {
        return JsonParser.parseString("""
                {"completed": 1000, "measured": 1000, "bad_status": 0, "broken": %d, "unfinished": %d,
                "seconds": 0.5, "bytes_per_second": 1000000000, "client_lag_us": {"p50": 1, "p99": %s, "max": 90},
                "latency_us": {"count": 1000, "p50": 50.0, "p99": %s, "p99_9": 200.0}}
                """.formatted(broken, unfinished, lateMicros, p99)).getAsJsonObject();
    }
}
