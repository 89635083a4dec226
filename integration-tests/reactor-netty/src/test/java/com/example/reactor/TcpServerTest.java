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

import io.netty.handler.ssl.SslProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;
import reactor.netty.tcp.TcpServer;
import reactor.netty.tcp.TcpSslContextSpec;

import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** A server of bytes without HTTP, for the JDK's sockets and openssl's client. */
@Timeout(60)
class TcpServerTest {

    private static final Duration AT_MOST = Duration.ofSeconds(30);
    private static final int LARGE = 4 << 20;
    private static final int CHUNK = 64 << 10;

    private final TestLoops test = new TestLoops();

    @AfterEach
    void stop() {
        test.close();
    }

    @Test
    void streamsToTheEnd() throws Exception {
        DisposableServer server = start(streaming());
        try (Socket socket = new Socket("127.0.0.1", server.port()); InputStream in = socket.getInputStream()) {
            socket.setSoTimeout((int) AT_MOST.toMillis());
            assertThat(Blob.sha256(in.readAllBytes())).isEqualTo(Blob.sha256(Blob.of(LARGE)));
        }
        test.assertSent(LARGE);
        server.disposeNow(AT_MOST);
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void streamsEncrypted(SslProvider provider, @TempDir Path folder) throws Exception {
        Program.assumeInstalled("openssl", "openssl");
        Identity identity = Identity.create(folder);
        GenericSslContextSpec<?> context = TcpSslContextSpec.forServer(identity.keys())
                .configure(builder -> builder.sslProvider(provider));
        DisposableServer server = start(streaming().secure(spec -> spec.sslContext(context)));
        byte[] received = Program.run("openssl", "s_client", "-quiet", "-verify_return_error", "-verifyCAfile",
                identity.certificate().toString(), "-connect", "127.0.0.1:" + server.port());
        assertThat(Blob.sha256(received)).isEqualTo(Blob.sha256(Blob.of(LARGE)));
        test.assertSent(LARGE);
        server.disposeNow(AT_MOST);
    }

    private TcpServer streaming() {
        byte[] blob = Blob.of(LARGE);
        return TcpServer.create().runOn(test.loops()).handle((in, out) -> out.send(Flux.range(0, LARGE / CHUNK)
                .map(index -> out.alloc().buffer(CHUNK).writeBytes(blob, index * CHUNK, CHUNK))));
    }

    private static DisposableServer start(TcpServer server) {
        return server.host("127.0.0.1").port(0).bindNow(AT_MOST);
    }
}
