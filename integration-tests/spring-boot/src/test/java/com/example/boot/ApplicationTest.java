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
import io.zerocopy.netty.ZeroCopy;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopyMetrics;
import io.zerocopy.netty.spring.ZeroCopyResourceFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.web.reactive.context.ReactiveWebServerApplicationContext;
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
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The application with the jar on its class path and the threshold 0, for curl and for its own WebClient. */
@Timeout(60)
class ApplicationTest {

    private static final int LARGE = 5 << 20;
    private static final boolean REFUSED = Boolean.getBoolean("io.uring.refused");

    @TempDir
    static Path files;
    private static ReactiveWebServerApplicationContext application;
    private static int port;
    private static String url;

    @BeforeAll
    static void start() {
        application = (ReactiveWebServerApplicationContext) SpringApplication.run(Application.class,
                "--server.port=0", "--netty.zerocopy.threshold=0", "--spring.reactor.netty.shutdown-quiet-period=0s",
                "--spring.web.resources.static-locations=file:" + files + '/');
        port = application.getWebServer().getPort();
        url = "http://localhost:" + port;
    }

    @AfterAll
    static void stop() {
        ZeroCopyEventLoopGroup group = application.getBean(ZeroCopyResourceFactory.class).group().orElseThrow();
        application.close();
        assertThat(group.isTerminated()).isTrue();
        assertThat(group.metrics().leakedSends()).isZero();
    }

    @Test
    void bytesAreStreamed() throws Exception {
        long before = sent();
        Curl.get(url + "/blob/" + LARGE).assertIs(Curl.blob(LARGE));
        assertThat(sent() - before).isGreaterThanOrEqualTo(LARGE);
    }

    @Test
    void filesAreSentAsTheyAre() throws Exception {
        Files.write(files.resolve("file"), Curl.blob(LARGE));
        long before = metrics().bytes(Route.NOT_BYTEBUF);
        Curl.get(url + "/file").assertIs(Curl.blob(LARGE));
        assertThat(metrics().bytes(Route.NOT_BYTEBUF) - before).as("sendfile").isEqualTo(LARGE);
        Curl.get("--range", "1000-1999", url + "/file")
            .assertIs(Arrays.copyOfRange(Curl.blob(LARGE), 1000, 2000));
    }

    @Test
    void jsonIsStreamed() throws Exception {
        long before = sent();
        int count = 5_000;
        List<String> expected = IntStream.range(0, count).mapToObj(number -> "{\"number\":" + number + '}').toList();
        String array = expected.stream().collect(Collectors.joining(",", "[", "]"));
        Curl.get(url + "/measurements/" + count).assertIs(array.getBytes(StandardCharsets.UTF_8));
        assertThat(sent() - before).isGreaterThanOrEqualTo(array.length());

        String lines = expected.stream().limit(200).collect(Collectors.joining("\n", "", "\n"));
        Curl.get("--header", "Accept: application/x-ndjson", url + "/measurements/200")
            .assertIs(lines.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void curlUploads() throws Exception {
        Path file = Files.write(files.resolve("upload"), Curl.blob(LARGE));
        Curl.get("--data-binary", "@" + file, "--header", "Content-Type: application/octet-stream", url + "/echo")
            .assertIs(Curl.blob(LARGE));
    }

    @Test
    void webClientUploads() throws Exception {
        long before = sent();
        Curl.get("--request", "POST", url + "/relay/" + port + '/' + LARGE).assertIs(Curl.blob(LARGE));
        // Fetched, uploaded, echoed, and passed on to curl.
        assertThat(sent() - before).isGreaterThanOrEqualTo(4L * LARGE);
    }

    @Test
    void actuatorTellsTheState() throws Exception {
        assertThat(Curl.get(url + "/actuator/health").text()).contains("\"status\":\"UP\"");
        Curl.get(url + "/blob/" + LARGE);
        Map<?, ?> info = (Map<?, ?>) JsonParserFactory.getJsonParser()
                .parseMap(Curl.get(url + "/actuator/info").text()).get("zeroCopy");
        assertThat(info.get("state")).asString().startsWith(REFUSED ? "off, " : "active");
        assertThat(((Map<?, ?>) info.get("bytes")).get(route().name())).asString().matches("[1-9][0-9]{6,}");
    }

    @Test
    void actuatorHasTheMeters() throws Exception {
        Curl.get(url + "/blob/" + LARGE);
        assertThat(meter("active")).isEqualTo(REFUSED ? 0 : 1);
        assertThat(meter("sent?tag=route:" + route().name())).isGreaterThanOrEqualTo(LARGE);
    }

    private static double meter(String name) throws Exception {
        Map<?, ?> meter = JsonParserFactory.getJsonParser()
                .parseMap(Curl.get(url + "/actuator/metrics/netty.zerocopy." + name).text());
        return ((Number) ((Map<?, ?>) ((List<?>) meter.get("measurements")).get(0)).get("value")).doubleValue();
    }

    @Test
    void nothingElseIsConfigured() {
        assertThat(application.getBean(ReactorResourceFactory.class)).isInstanceOf(ZeroCopyResourceFactory.class);
        assertThat(application.getBeansOfType(ReactorResourceFactory.class)).hasSize(1);
    }

    private static ZeroCopyMetrics metrics() {
        ZeroCopyEventLoopGroup group = application.getBean(ZeroCopyResourceFactory.class).group().orElseThrow();
        // A write is counted when its system call is back, and the peer may have the bytes before.
        group.forEach(loop -> loop.submit(() -> { }).syncUninterruptibly());
        return group.metrics();
    }

    private static Route route() {
        assumeTrue(REFUSED || ZeroCopy.isAvailable(), "no zero copy here: " + ZeroCopy.unavailabilityCause());
        return REFUSED ? Route.DISABLED : Route.ZERO_COPY;
    }

    /** What has taken the route that is open here. */
    private static long sent() {
        return metrics().bytes(route());
    }
}
