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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpResources;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** Servers and clients that nobody told where to run. */
@Timeout(60)
class SharedResourcesTest {

    private static final Duration AT_MOST = Duration.ofSeconds(30);
    private static final int LARGE = 1 << 20;

    private final TestLoops test = new TestLoops();

    @AfterEach
    void stop() {
        HttpResources.disposeLoopsAndConnectionsLater(Duration.ZERO, AT_MOST).block(AT_MOST);
        assertThat(test.loops().isDisposed()).isTrue();
    }

    @Test
    void theyRunOnTheSharedResources() {
        HttpResources.set(test.loops());
        DisposableServer server = HttpServer.create().host("127.0.0.1").port(0)
                .handle((request, response) -> response.sendByteArray(Mono.just(Blob.of(LARGE)))).bindNow(AT_MOST);
        byte[] received = BlobClient.fetch(HttpClient.create(), "http://127.0.0.1:" + server.port()).block(AT_MOST);
        assertThat(Blob.sha256(received)).isEqualTo(Blob.sha256(Blob.of(LARGE)));
        test.assertSent(LARGE);
        server.disposeNow(AT_MOST);
    }
}
