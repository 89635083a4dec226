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
package com.example.boot;

import io.zerocopy.netty.Route;
import io.zerocopy.netty.spring.ZeroCopyResourceFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.http.client.ReactorResourceFactory;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** The application with the jar on its class path and the threshold 0, for curl and for its own WebClient. */
@Timeout(60)
class ApplicationTest {

    private static final int LARGE = 5 << 20;

    @TempDir
    static Path files;
    private static RunningApplication application;
    private static int port;
    private static String url;

    @BeforeAll
    static void start() {
        application = RunningApplication.start(files);
        port = application.port();
        url = "http://localhost:" + port;
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void bytesAreStreamed() throws Exception {
        long before = application.sent();
        Client.curl(url + "/blob/" + LARGE).assertGot(Client.blob(LARGE));
        assertThat(application.sent() - before).isGreaterThanOrEqualTo(LARGE);
    }

    @Test
    void filesAreSentAsTheyAre() throws Exception {
        Files.write(files.resolve("file"), Client.blob(LARGE));
        long before = application.metrics().bytes(Route.NOT_BYTEBUF);
        Client.curl(url + "/file").assertGot(Client.blob(LARGE));
        assertThat(application.metrics().bytes(Route.NOT_BYTEBUF) - before).as("sendfile").isEqualTo(LARGE);
        Client.curl("--range", "1000-1999", url + "/file")
            .assertGot(Arrays.copyOfRange(Client.blob(LARGE), 1000, 2000));
    }

    @Test
    void jsonIsStreamed() throws Exception {
        long before = application.sent();
        int count = 5_000;
        List<String> expected = IntStream.range(0, count).mapToObj(number -> "{\"number\":" + number + '}').toList();
        String array = expected.stream().collect(Collectors.joining(",", "[", "]"));
        Client.curl(url + "/measurements/" + count).assertGot(array.getBytes(StandardCharsets.UTF_8));
        assertThat(application.sent() - before).isGreaterThanOrEqualTo(array.length());

        String lines = expected.stream().limit(200).collect(Collectors.joining("\n", "", "\n"));
        Client.curl("--header", "Accept: application/x-ndjson", url + "/measurements/200")
            .assertGot(lines.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void curlUploads() throws Exception {
        Path file = Files.write(files.resolve("upload"), Client.blob(LARGE));
        Client.curl("--data-binary", "@" + file, "--header", "Content-Type: application/octet-stream", url + "/echo")
            .assertGot(Client.blob(LARGE));
    }

    @Test
    void webClientUploads() throws Exception {
        long before = application.sent();
        Client.curl("--request", "POST", url + "/relay/" + port + '/' + LARGE).assertGot(Client.blob(LARGE));
        // Fetched, uploaded, echoed, and passed on to curl.
        assertThat(application.sent() - before).isGreaterThanOrEqualTo(4L * LARGE);
    }

    @Test
    void actuatorTellsTheState() throws Exception {
        assertThat(Client.curl(url + "/actuator/health").text()).contains("\"status\":\"UP\"");
        Client.curl(url + "/blob/" + LARGE);
        Map<?, ?> info = (Map<?, ?>) JsonParserFactory.getJsonParser()
                .parseMap(Client.curl(url + "/actuator/info").text()).get("zeroCopy");
        assertThat(info.get("state")).asString().startsWith(RunningApplication.REFUSED ? "off, " : "active");
        Map<?, ?> bytes = (Map<?, ?>) info.get("bytes");
        assertThat(bytes.get(RunningApplication.route().name())).asString().matches("[1-9][0-9]{6,}");
    }

    @Test
    void actuatorHasTheMeters() throws Exception {
        Client.curl(url + "/blob/" + LARGE);
        assertThat(meter("active")).isEqualTo(RunningApplication.REFUSED ? 0 : 1);
        assertThat(meter("sent?tag=route:" + RunningApplication.route().name())).isGreaterThanOrEqualTo(LARGE);
        double registered = meter("registered.memory");
        assertThat(meter("registered.used")).isBetween(0.0, registered);
        assertThat(meter("slots")).isEqualTo(application.metrics().slots());
        assertThat(meter("slots.use.max")).isBetween(0.0, 100.0);
        assertThat(meter("slots.exhausted")).isZero();
        assertThat(meter("completions.overflows")).isZero();
        assertThat(meter("reuse.stalls")).isNotNegative();
        assertThat(meter("hold.tail")).isGreaterThanOrEqualTo(RunningApplication.REFUSED ? 0 : 1);
    }

    private static double meter(String name) throws Exception {
        Map<?, ?> meter = JsonParserFactory.getJsonParser()
                .parseMap(Client.curl(url + "/actuator/metrics/netty.zerocopy." + name).text());
        return ((Number) ((Map<?, ?>) ((List<?>) meter.get("measurements")).get(0)).get("value")).doubleValue();
    }

    @Test
    void nothingElseIsConfigured() {
        assertThat(application.context().getBean(ReactorResourceFactory.class))
                .isInstanceOf(ZeroCopyResourceFactory.class);
        assertThat(application.context().getBeansOfType(ReactorResourceFactory.class)).hasSize(1);
    }
}
