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

import io.netty.util.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** The jar neither works nor does harm here, and says so. */
@Timeout(60)
class StaysOffTest {

    private static final int LARGE = 1 << 20;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path folder;

    @Test
    void applicationRunsWithoutTheTransport() throws Exception {
        Path log = folder.resolve("log");
        try (ConfigurableApplicationContext application = run(log)) {
            assertServes(application);
        }
        assertThat(Version.identify().get("netty-transport").artifactVersion()).startsWith("4.2.");
        assertThat(Files.readAllLines(log)).filteredOn(line -> line.contains("zerocopy")).singleElement().asString()
                .contains(" WARN ", "stays off", "Netty 4.2.", "netty.zerocopy.enabled=false");
    }

    @Test
    void switchedOffItIsSilent() throws Exception {
        Path log = folder.resolve("log");
        try (ConfigurableApplicationContext application = run(log, "--netty.zerocopy.enabled=false")) {
            assertServes(application);
        }
        assertThat(Files.readString(log)).doesNotContain("zerocopy", " WARN ");
    }

    private static ConfigurableApplicationContext run(Path log, String... arguments) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setDefaultProperties(Map.of("server.port", "0", "logging.file.name", log.toString(),
                "spring.reactor.netty.shutdown-quiet-period", "0s"));
        return application.run(arguments);
    }

    private void assertServes(ConfigurableApplicationContext application) throws Exception {
        int port = application.getEnvironment().getRequiredProperty("local.server.port", int.class);
        byte[] expected = new byte[LARGE];
        new Random(LARGE).nextBytes(expected);
        assertThat(exchange("GET", port, "/blob/" + LARGE)).isEqualTo(expected);
        assertThat(exchange("POST", port, "/relay/" + port + '/' + LARGE)).isEqualTo(expected);
        assertThat(new String(exchange("GET", port, "/actuator/info"))).doesNotContain("zeroCopy");
        assertThat(application.getBeanDefinitionNames()).noneMatch(name -> name.contains("ZeroCopy"));
    }

    private byte[] exchange(String method, int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody()).build();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).as("%s %s", method, path).isEqualTo(200);
        return response.body();
    }
}
