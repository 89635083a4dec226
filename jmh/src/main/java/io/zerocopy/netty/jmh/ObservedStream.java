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
package io.zerocopy.netty.jmh;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What do metrics and events cost? Two JVMs take turns; each writes and flushes fresh buffers of 64 KiB on one
 * connection as fast as it can. One of them is observed: Micrometer is bound to a Prometheus registry that is asked
 * each second, and JFR records the JDK's default profile and all events of the transport. As two JVMs never compile
 * code alike, there are several pairs of them. Run it on the wire, with all on one CPU, so that whatever the observers
 * cost is taken from the sender:
 * <pre>{@code
 * ./run wire up --poll-us 50
 * ./run wire exec taskset -c 0 java -cp jmh/target/benchmarks.jar io.zerocopy.netty.jmh.ObservedStream \
 *     10.9.0.2 9000 [pairs of JVMs [rounds of each [milliseconds [bytes]]]]
 * }</pre>
 */
public final class ObservedStream implements AutoCloseable {

    private static final int WARM_UP_ROUNDS = 20;
    private static final int PAUSE_MILLIS = 10;
    private static final String RECORDING = Stream.of("Send", "Hold", "Fallback", "PathChange", "ArenaGrowth")
            .map(event -> "+io.zerocopy.netty." + event + "#enabled=true")
            .collect(Collectors.joining(",", "-XX:StartFlightRecording:settings=default,", ""));

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter requests;

    private ObservedStream(String host, String port, String bytes, boolean observed) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xlog:jfr+startup=off",
                "-Xms256m", "-Xmx256m", "-Dio.netty.leakDetection.level=disabled",
                "-cp", System.getProperty("java.class.path")));
        if (observed) {
            command.add(RECORDING);
        }
        command.addAll(List.of(ObservedSender.class.getName(), host, port, bytes, String.valueOf(observed)));
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        requests = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** Arguments: host and port, how many pairs of JVMs and rounds, how long a round is, and the message's size. */
    public static void main(String[] args) throws Exception {
        if (args.length < 2) {
            System.err.println("Usage: ObservedStream HOST PORT [PAIRS [ROUNDS [MILLISECONDS [BYTES]]]]");
            System.exit(2);
        }
        int pairs = args.length > 2 ? Integer.parseInt(args[2]) : 4;
        int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 100;
        int millis = args.length > 4 ? Integer.parseInt(args[4]) : 200;
        String bytes = args.length > 5 ? args[5] : "65536";
        Comparison all = new Comparison();
        for (int pair = 1; pair <= pairs; pair++) {
            try (ObservedStream plain = new ObservedStream(args[0], args[1], bytes, false);
                 ObservedStream observed = new ObservedStream(args[0], args[1], bytes, true)) {
                System.out.println("JVMs " + pair + ": " + compare(plain, observed, rounds, millis, all));
            }
        }
        System.out.println("all: " + all);
    }

    private static Comparison compare(ObservedStream plain, ObservedStream observed, int rounds, int millis,
                                      Comparison all) throws Exception {
        Comparison own = new Comparison();
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            // Which one is first changes, as the machine's speed drifts.
            boolean plainFirst = round % 2 == 0;
            double first = (plainFirst ? plain : observed).round(millis);
            double second = (plainFirst ? observed : plain).round(millis);
            if (round >= 0) {
                own.add(plainFirst ? first : second, plainFirst ? second : first);
                all.add(plainFirst ? first : second, plainFirst ? second : first);
            }
        }
        return own;
    }

    /** Returns the bytes of each nanosecond. */
    private double round(int millis) throws IOException, InterruptedException {
        requests.println("begin");
        Thread.sleep(millis);
        requests.println("end");
        String rate = answers.readLine();
        if (rate == null) {
            throw new IOException("the sender has ended");
        }
        Thread.sleep(PAUSE_MILLIS);
        return Double.parseDouble(rate);
    }

    @Override
    public void close() {
        requests.close();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }

    /** How fast the observed rounds were, next to the others. */
    private static final class Comparison {

        private final List<Double> rates = new ArrayList<>();
        private final List<Double> ratios = new ArrayList<>();

        void add(double plain, double observed) {
            rates.add(plain);
            ratios.add(observed / plain);
        }

        @Override
        public String toString() {
            double[] all = array(ratios);
            return String.format("%.2f GB/s; observed x %.4f (%.4f to %.4f)", Medians.of(array(rates)),
                    Medians.of(all), Medians.low(all), Medians.high(all));
        }

        private static double[] array(List<Double> values) {
            return values.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }
}
