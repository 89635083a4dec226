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
package com.example.reactor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The server and the client of the page, over every protocol and with clients from elsewhere. */
@Timeout(60)
class HttpTest {

    private static final Duration AT_MOST = Duration.ofSeconds(30);
    private static final int LARGE = 1 << 20;
    private static final int[] LENGTHS = {1, 5000, LARGE + 1};

    @TempDir
    static Path folder;
    private static Identity identity;

    private final TestLoops test = new TestLoops();
    private DisposableServer server;
    private String url;

    @BeforeAll
    static void createIdentity() throws Exception {
        identity = Identity.create(folder);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.disposeNow(AT_MOST);
        }
        test.close();
    }

    @ParameterizedTest
    @EnumSource
    void curlDownloads(Protocol protocol) throws Exception {
        Program.assumeInstalled("curl", "curl");
        start(protocol);
        for (int length : LENGTHS) {
            assertThat(Blob.sha256(curl(protocol, url + "/blob/" + length))).isEqualTo(Blob.sha256(Blob.of(length)));
        }
        test.assertSent(LARGE);
    }

    @ParameterizedTest
    @EnumSource
    void curlUploads(Protocol protocol) throws Exception {
        Program.assumeInstalled("curl", "curl");
        start(protocol);
        Path file = Files.write(folder.resolve("upload"), Blob.of(LARGE));
        assertThat(Blob.sha256(curl(protocol, "--data-binary", "@" + file, url + "/echo")))
                .isEqualTo(Blob.sha256(Blob.of(LARGE)));
        test.assertSent(LARGE);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "HTTP_2.*")
    void nghttpDownloads(Protocol protocol) throws Exception {
        Program.assumeInstalled("nghttp", "nghttp2-client");
        start(protocol);
        assertThat(Blob.sha256(Program.run("nghttp", url + "/blob/" + LARGE))).isEqualTo(Blob.sha256(Blob.of(LARGE)));
        test.assertSent(LARGE);
    }

    @ParameterizedTest
    @EnumSource
    void h2loadGetsEveryByte(Protocol protocol) throws Exception {
        Program.assumeInstalled("h2load", "nghttp2-client");
        start(protocol);
        int requests = 100;
        List<String> command = new ArrayList<>(List.of("h2load", "-n" + requests, "-c4", "-t1"));
        command.addAll(protocol.isHttp2() ? List.of("-m5") : List.of("--h1"));
        command.add(url + "/blob/100000");
        String report = new String(Program.run(command.toArray(String[]::new)), StandardCharsets.UTF_8);
        assertThat(report).contains(requests + " succeeded, 0 failed, 0 errored, 0 timeout",
                "status codes: " + requests + " 2xx", "(" + requests * 100_000 + ") data");
        test.assertSent(requests * 100_000L);
    }

    @ParameterizedTest
    @EnumSource
    void reactorClientDownloadsAndUploads(Protocol protocol) {
        start(protocol);
        int rounds = 16;
        HttpClient client = protocol.client(BlobClient.create(test.loops()), identity).baseUrl(url);
        List<String> hashes = Flux.range(0, rounds)
                .flatMap(round -> BlobClient.fetch(client, "/blob/" + (LARGE + round)))
                .flatMap(bytes -> BlobClient.upload(client, "/echo", bytes))
                .map(Blob::sha256).collectList().block(AT_MOST);
        assertThat(hashes).hasSize(rounds);
        for (int round = 0; round < rounds; round++) {
            assertThat(hashes).contains(Blob.sha256(Blob.of(LARGE + round)));
        }
        test.assertSent(3L * rounds * LARGE);
    }

    private void start(Protocol protocol) {
        server = protocol.server(BlobServer.create(test.loops()), identity).host("127.0.0.1").port(0).bindNow(AT_MOST);
        url = protocol.scheme() + "://localhost:" + server.port();
    }

    private static byte[] curl(Protocol protocol, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("curl", "--silent", "--show-error", "--fail", "--ipv4"));
        command.addAll(protocol.curlOptions(identity));
        command.addAll(List.of(arguments));
        return Program.run(command.toArray(String[]::new));
    }
}
