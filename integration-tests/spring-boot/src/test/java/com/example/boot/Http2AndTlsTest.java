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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The application with Spring's settings for HTTP/2 and for a certificate; encrypted by the JDK. */
@Timeout(120)
class Http2AndTlsTest {

    private static final int LARGE = 5 << 20;

    @TempDir
    static Path files;
    private static Path certificate;
    private static RunningApplication plain;
    private static RunningApplication encrypted;

    /** What curl is told to speak. */
    enum Protocol {
        HTTP_2("--http2-prior-knowledge"),
        HTTP_1_1_TLS("--http1.1"),
        HTTP_2_TLS("--http2");

        private final String option;

        Protocol(String option) {
            this.option = option;
        }

        RunningApplication application() {
            return this == HTTP_2 ? plain : encrypted;
        }

        String url(String path) {
            return (this == HTTP_2 ? "http" : "https") + "://localhost:" + application().port() + path;
        }

        Client curl(String... arguments) throws Exception {
            List<String> all = new ArrayList<>(List.of(option, "--cacert", certificate.toString()));
            all.addAll(List.of(arguments));
            return Client.curl(all.toArray(String[]::new));
        }
    }

    @BeforeAll
    static void start() throws Exception {
        Path key = files.resolve("key.pem");
        certificate = files.resolve("certificate.pem");
        Client.run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key.toString(),
                "-out", certificate.toString());
        plain = RunningApplication.start(files, "--server.http2.enabled=true");
        encrypted = RunningApplication.start(files, "--server.http2.enabled=true", "--server.ssl.bundle=server",
                "--spring.ssl.bundle.pem.server.keystore.certificate=" + certificate,
                "--spring.ssl.bundle.pem.server.keystore.private-key=" + key);
    }

    @AfterAll
    static void stop() {
        for (RunningApplication application : new RunningApplication[] {plain, encrypted}) {
            if (application != null) {
                application.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytesAreStreamed(Protocol protocol) throws Exception {
        long before = protocol.application().sent();
        protocol.curl(protocol.url("/blob/" + LARGE)).assertGot(Client.blob(LARGE));
        assertThat(protocol.application().sent() - before).isGreaterThanOrEqualTo(LARGE);
    }

    @ParameterizedTest
    @EnumSource
    void curlUploads(Protocol protocol) throws Exception {
        Path file = Files.write(files.resolve("upload"), Client.blob(LARGE));
        long before = protocol.application().sent();
        protocol.curl("--data-binary", "@" + file, "--header", "Content-Type: application/octet-stream",
                      protocol.url("/echo")).assertGot(Client.blob(LARGE));
        assertThat(protocol.application().sent() - before).isGreaterThanOrEqualTo(LARGE);
    }

    /** The bytes of the connection are not those of the file, so that the kernel cannot take them from there. */
    @ParameterizedTest
    @EnumSource
    void filesAreReadAndSent(Protocol protocol) throws Exception {
        Files.write(files.resolve("file"), Client.blob(LARGE));
        long before = protocol.application().sent();
        protocol.curl(protocol.url("/file")).assertGot(Client.blob(LARGE));
        assertThat(protocol.application().sent() - before).isGreaterThanOrEqualTo(LARGE);
        assertThat(protocol.application().metrics().bytes(Route.NOT_BYTEBUF)).as("sendfile").isZero();
    }

    @ParameterizedTest
    @EnumSource(names = "HTTP_2.*", mode = EnumSource.Mode.MATCH_ALL)
    void nghttpDownloads(Protocol protocol) throws Exception {
        Client.run("nghttp", protocol.url("/blob/" + LARGE)).assertGot(Client.blob(LARGE));
    }

    @ParameterizedTest
    @EnumSource(names = "HTTP_2.*", mode = EnumSource.Mode.MATCH_ALL)
    void h2loadGetsEveryByte(Protocol protocol) throws Exception {
        int requests = 100;
        long before = protocol.application().sent();
        String report = Client.run("h2load", "-n" + requests, "-c4", "-m5", "-t1", protocol.url("/blob/100000")).text();
        assertThat(report).contains("Application protocol: h2", requests + " succeeded, 0 failed, 0 errored, 0 timeout",
                "status codes: " + requests + " 2xx", "(" + requests * 100_000 + ") data");
        assertThat(protocol.application().sent() - before).isGreaterThanOrEqualTo(requests * 100_000L);
    }
}
