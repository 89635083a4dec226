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

import com.example.demo.load.Transport;
import com.google.gson.Gson;
import io.zerocopy.netty.Route;
import io.zerocopy.netty.ZeroCopy;
import io.zerocopy.netty.ZeroCopyMetrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
class DemoServerTest {

    private static final int CHUNK = 100_000;
    private static final int SMALL_BUFFER = 1 << 10;
    private static final int MANY_CONNECTIONS = 100;

    /** More than somebody may miss. */
    private static final int MANY_SAMPLES = 15;

    @TempDir
    private Path outside;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Path folder;
    private DemoServer server;

    @BeforeEach
    void start() throws IOException {
        folder = Files.createDirectory(outside.resolve("folder"));
        server = new DemoServer(Options.parse("--port", "0", "--threads", "1", "--chunk", Integer.toString(CHUNK),
                "--folder", folder.toString()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "1500", "1k", "64K", "1m", "9m"})
    void blobIsWhatItsSizeSays(String size) throws Exception {
        HttpResponse<byte[]> response = get("/blob/" + size);
        assertEquals(200, response.statusCode());
        assertArrayEquals(lines((int) ByteSize.parse(size)), response.body());
    }

    @Test
    void largeBlobsLeaveByZeroCopy() throws Exception {
        get("/blob/1m");
        // A write is counted when its system call is back; then the same event loop answers this.
        get("/");
        ZeroCopyMetrics metrics = server.metrics();
        if (ZeroCopy.isAvailable()) {
            assertEquals("active", metrics.state());
            // The client is on this machine: after the first send, the connection knows that and copies.
            assertTrue(metrics.bytes(Route.ZERO_COPY) > 0, metrics.toString());
            assertTrue(metrics.bytes(Route.ZERO_COPY) + metrics.bytes(Route.LOCAL_PATH) >= CHUNK, metrics.toString());
        } else {
            assertEquals(0, metrics.bytes(Route.ZERO_COPY));
            assertTrue(metrics.bytes(Route.DISABLED) >= CHUNK, metrics.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "1.5m", "1t", "2000g", "99999999999999999999", "1k/"})
    void badSizeIsRefused(String size) throws Exception {
        assertEquals(400, get("/blob/" + size).statusCode());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5_000_000})
    void fileIsSentAsItIs(int size) throws Exception {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        Files.write(folder.resolve("a file"), content);
        HttpResponse<byte[]> response = get("/file/a%20file");
        assertEquals(200, response.statusCode());
        assertArrayEquals(content, response.body());
    }

    @Test
    void nothingOutsideTheFolderIsServed() throws Exception {
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(folder.resolve("link"), outside.resolve("secret"));
        Files.createDirectory(folder.resolve("sub"));
        for (String name : new String[] {"../secret", "sub/../../secret", "%2e%2e%2fsecret", "/etc/passwd",
                                         "%2Fetc%2Fpasswd", "link"}) {
            assertEquals("403", exchange("GET /file/" + name + " HTTP/1.1\r\nConnection: close\r\n\r\n").status, name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/file/nothing", "/file/", "/file/sub", "/file/nul%00", "/blob"})
    void whatIsNotThereIsNotFound(String path) throws Exception {
        Files.createDirectory(folder.resolve("sub"));
        assertEquals("404", exchange("GET " + path + " HTTP/1.1\r\nConnection: close\r\n\r\n").status);
    }

    @Test
    void headHasTheLengthAndNoBody() throws Exception {
        Files.write(folder.resolve("file"), new byte[3000]);
        for (String path : new String[] {"/blob/3000", "/file/file"}) {
            HttpRequest request = HttpRequest.newBuilder(uri(path)).method("HEAD",
                    HttpRequest.BodyPublishers.noBody()).build();
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertEquals(200, response.statusCode());
            assertEquals(3000, response.headers().firstValueAsLong("content-length").orElse(-1));
        }
        // The connection is still in step.
        Answer answer = exchange("HEAD /blob/10 HTTP/1.1\r\n\r\nHEAD /blob/x HTTP/1.1\r\n\r\n"
                + "GET /blob/8 HTTP/1.1\r\nConnection: close\r\n\r\n");
        assertTrue(answer.text.endsWith("\r\n\r\n0000001\n"), answer.text);
        assertEquals(3, answer.text.split("HTTP/1.1 ", -1).length - 1);
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        String blob = "GET /blob/300000 HTTP/1.1\r\n\r\n";
        Answer answer = exchange(blob + blob + "GET /nothing HTTP/1.1\r\nConnection: close\r\n\r\n");
        String body = new String(lines(300_000), StandardCharsets.US_ASCII);
        int first = answer.text.indexOf(body);
        int second = answer.text.indexOf(body, first + body.length());
        assertTrue(first > 0 && second > first);
        assertTrue(answer.text.substring(second + body.length()).startsWith("HTTP/1.1 404 "));
    }

    @Test
    void http10ClosesTheConnection() throws Exception {
        Answer answer = exchange("GET /blob/8 HTTP/1.0\r\n\r\n");
        assertEquals("200", answer.status);
        assertTrue(answer.text.endsWith("\r\n\r\n0000001\n"), answer.text);
    }

    @Test
    void nonsenseIsRefused() throws Exception {
        assertEquals("400", exchange("nonsense\r\n\r\n").status);
        assertEquals("400", exchange("GET /%zz HTTP/1.1\r\nConnection: close\r\n\r\n").status);
        assertEquals("405", exchange("DELETE / HTTP/1.1\r\nConnection: close\r\n\r\n").status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: 127.0.0.1:PORT", "Host: 127.0.0.1", "Host: [::1]:PORT", "Host: [::1]",
                            "Host: localhost:PORT", "Host: Localhost", "Host: 10.1.2.3:80",
                            "Host: 127.0.0.1:PORT\r\nOrigin: http://127.0.0.1:PORT",
                            "Host: localhost\r\nOrigin: http://localhost",
                            "Host: 127.0.0.1:PORT\r\nSec-Fetch-Site: same-origin",
                            "Host: 127.0.0.1:PORT\r\nSec-Fetch-Site: none"})
    void ownPageAndPeopleAreAnswered(String headers) throws Exception {
        assertEquals("200", request("GET /metrics", headers).status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: example.com", "Host: example.com:PORT", "Host:", "Host: 127.0.0.1.example.com",
                            "Host: localhost.example.com", "Host: 127.0.0.1:PORT:80", "Host: [127.0.0.1]",
                            "Host: [::1]example.com", "Host: [example.com]", "Host: example.com@127.0.0.1",
                            "Host: 127.0.0.1\r\nHost: example.com"})
    void serverIsNotReachedByAnotherName(String headers) throws Exception {
        assertRefused(headers, "by its IP address or as localhost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin: http://example.com", "Origin: null", "Origin: https://127.0.0.1:PORT",
                            "Origin: http://127.0.0.1", "Origin: http://localhost:PORT", "Origin:",
                            "Origin: http://127.0.0.1:PORT\r\nOrigin: http://example.com"})
    void otherSitesAskForNothing(String headers) throws Exception {
        assertRefused("Host: 127.0.0.1:PORT\r\n" + headers, "only this server's own page");
    }

    @Test
    void otherSitesMayOnlyLinkHere() throws Exception {
        String headers = "Host: 127.0.0.1:PORT\r\nSec-Fetch-Site: cross-site";
        assertRefused(headers, "may only link here");
        assertRefused(headers + "\r\nSec-Fetch-Dest: iframe", "may only link here");
        assertEquals("200", request("GET /", headers + "\r\nSec-Fetch-Dest: document").status);
    }

    @Test
    void originNeedsHost() throws Exception {
        assertRefused("Origin: http://127.0.0.1:PORT", "only this server's own page");
    }

    @Test
    void addressIsToldAsItMustBeUsed() {
        for (String[] addressAndHost : new String[][] {{"127.0.0.1", "127.0.0.1"}, {"localhost", "127.0.0.1"},
                                                       {"0.0.0.0", "0.0.0.0"}, {"::1", "[::1]"}}) {
            String text = server.describe(Options.parse("--address", addressAndHost[0]));
            assertTrue(text.endsWith("listening on http://" + addressAndHost[1] + ':' + server.port() + '/'), text);
        }
    }

    @Test
    void metricsNameEveryRoute() throws Exception {
        get("/blob/1m");
        String text = new String(get("/metrics").body(), StandardCharsets.UTF_8);
        for (Route route : Route.values()) {
            assertTrue(text.contains(route + " bytes: "), text);
        }
        assertTrue(text.startsWith("state: "), text);
    }

    @Test
    void eventsTellWhatTheChosenLoadDoes() throws Exception {
        assertEquals(200, choose("transport=EPOLL&message=64k"));
        HttpResponse<Stream<String>> events =
                client.send(HttpRequest.newBuilder(uri("/events")).build(), HttpResponse.BodyHandlers.ofLines());
        assertEquals("text/event-stream", events.headers().firstValue("content-type").orElse(null));
        try (Stream<String> lines = events.body()) {
            Sample sample = lines.filter(line -> !line.isEmpty()).map(DemoServerTest::sample)
                    .filter(each -> each.load() != null && each.load().sentBytes() > 0).findFirst().orElseThrow();
            assertEquals(Transport.EPOLL, sample.load().transport());
            assertEquals(64 << 10, sample.load().messageBytes());
            assertTrue(sample.load().cpuNanos() > 0);
            assertEquals(server.metrics().state(), sample.server().state());
        }
    }

    @Test
    void watcherWhoReadsNothingDoesNotKeepTheLoadRunning() throws Exception {
        try (Socket watcher = new Socket()) {
            watcher.setReceiveBufferSize(SMALL_BUFFER);
            watcher.connect(new InetSocketAddress("127.0.0.1", server.port()));
            watcher.getOutputStream().write("GET /events HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            await(() -> server.load() != null, "no load");
            await(() -> server.load() == null, "the load goes on");
        }
    }

    @Test
    void watcherWhoReadsIsKept() throws Exception {
        HttpResponse<Stream<String>> events =
                client.send(HttpRequest.newBuilder(uri("/events")).build(), HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = events.body()) {
            assertEquals(MANY_SAMPLES, lines.filter(line -> !line.isEmpty()).limit(MANY_SAMPLES).count());
        }
    }

    @Test
    void loadWhoseReceiverHasLeftBeginsAgainWhenChosen() throws Exception {
        stop();
        try (ServerSocket receiver = new ServerSocket(0, MANY_CONNECTIONS, InetAddress.getLoopbackAddress())) {
            server = new DemoServer(Options.parse("--port", "0", "--threads", "1", "--folder", folder.toString(),
                    "--to", "127.0.0.1:" + receiver.getLocalPort()));
            HttpResponse<Stream<String>> events = client.send(HttpRequest.newBuilder(uri("/events")).build(),
                    HttpResponse.BodyHandlers.ofLines());
            try (Stream<String> lines = events.body()) {
                await(() -> server.load() != null, "no load");
                for (int i = server.load().connections(); i > 0; i--) {
                    receiver.accept().close();
                }
                lines.filter(line -> !line.isEmpty()).map(DemoServerTest::sample)
                        .filter(each -> each.load() == null && each.failure() != null).findFirst().orElseThrow();
                // What a watcher chooses by default, and so what ran.
                assertEquals(200, choose("transport=ZERO_COPY&message=256k"));
                assertNotNull(server.load());
            }
        }
    }

    @Test
    void badLoadIsRefused() throws Exception {
        for (String load : new String[] {"", "transport=EPOLL", "transport=nothing&message=1k",
                                         "transport=EPOLL&message=0", "transport=EPOLL&message=5m",
                                         "transport=EPOLL&message=1k&message=2k", "transport=EPOLL&message=much"}) {
            assertEquals(400, choose(load), load);
        }
        assertEquals("405", exchange("GET /load HTTP/1.1\r\nConnection: close\r\n\r\n").status);
    }

    @Test
    void unknownOptionsAreRefused() {
        for (String[] args : new String[][] {{"--prot", "1"}, {"--port"}, {"--port", "65536"}, {"--chunk", "0"},
                                             {"--to", "host"}, {"--to", ":1"}, {"--to", "host:x"},
                                             {"--to", "127.0.0.1:70000"}, {"--namespace", "/run/netns/x"}}) {
            assertThrows(IllegalArgumentException.class, () -> Options.parse(args), Arrays.toString(args));
        }
        assertEquals(1 << 20, Options.parse("--chunk", "1m").chunkSize());
    }

    /** Whatever is asked for. */
    private void assertRefused(String headers, String reason) throws IOException {
        Files.writeString(folder.resolve("file"), "content of the file");
        for (String request : new String[] {"GET /", "GET /file/file", "GET /events",
                                            "POST /load?transport=EPOLL&message=4k"}) {
            Answer answer = request(request, headers);
            assertEquals("403", answer.status, request);
            assertTrue(answer.text.contains(reason), answer.text);
        }
        assertNull(server.load());
    }

    private Answer request(String methodAndPath, String headers) throws IOException {
        return exchange(methodAndPath + " HTTP/1.1\r\n" + headers.replace("PORT", Integer.toString(server.port()))
                + "\r\nConnection: close\r\n\r\n");
    }

    private int choose(String load) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/load?" + load))
                .POST(HttpRequest.BodyPublishers.noBody()).build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static Sample sample(String event) {
        assertTrue(event.startsWith("data: {"), event);
        return new Gson().fromJson(event.substring("data: ".length()), Sample.class);
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static void await(BooleanSupplier condition, String otherwise) throws InterruptedException {
        for (int tries = 0; !condition.getAsBoolean(); tries++) {
            assertTrue(tries < 400, otherwise);
            Thread.sleep(100);
        }
    }

    /** Sends text as it is and returns what comes back until the server closes. */
    private Answer exchange(String requests) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            String text = answer.toString(StandardCharsets.US_ASCII);
            return new Answer(text.split(" ", 3)[1], text);
        }
    }

    /** What a blob consists of, told in other words than the server's. */
    private static byte[] lines(int length) {
        byte[] period = IntStream.rangeClosed(1, 131_071).mapToObj(line -> String.format("%07d%n", line))
                .reduce(new StringBuilder(), StringBuilder::append, StringBuilder::append)
                .toString().getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = period[i % period.length];
        }
        return bytes;
    }

    private record Answer(String status, String text) {
    }
}
