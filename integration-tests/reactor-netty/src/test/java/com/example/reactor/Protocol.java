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

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;

import java.util.List;

/** What server and clients speak, and who encrypts. */
enum Protocol {
    HTTP_1_1(null, HttpProtocol.HTTP11),
    HTTP_2(null, HttpProtocol.H2C),
    HTTP_1_1_TLS_BY_JDK(SslProvider.JDK, HttpProtocol.HTTP11),
    HTTP_2_TLS_BY_JDK(SslProvider.JDK, HttpProtocol.H2),
    HTTP_1_1_TLS_BY_TCNATIVE(SslProvider.OPENSSL, HttpProtocol.HTTP11),
    HTTP_2_TLS_BY_TCNATIVE(SslProvider.OPENSSL, HttpProtocol.H2);

    private final SslProvider encryption;
    private final HttpProtocol version;

    Protocol(SslProvider encryption, HttpProtocol version) {
        this.encryption = encryption;
        this.version = version;
    }

    HttpServer server(HttpServer server, Identity identity) {
        HttpServer speaking = server.protocol(version);
        if (encryption == null) {
            return speaking;
        }
        if (encryption == SslProvider.OPENSSL) {
            OpenSsl.ensureAvailability();
        }
        GenericSslContextSpec<?> context = Http2SslContextSpec.forServer(identity.keys())
                .configure(builder -> builder.sslProvider(encryption));
        return speaking.secure(spec -> spec.sslContext(context));
    }

    HttpClient client(HttpClient client, Identity identity) {
        HttpClient speaking = client.protocol(version);
        if (encryption == null) {
            return speaking;
        }
        GenericSslContextSpec<?> context = Http2SslContextSpec.forClient()
                .configure(builder -> builder.sslProvider(encryption).trustManager(identity.certificate().toFile()));
        return speaking.secure(spec -> spec.sslContext(context));
    }

    boolean isHttp2() {
        return version != HttpProtocol.HTTP11;
    }

    String scheme() {
        return encryption == null ? "http" : "https";
    }

    /** What tells curl to speak this, and whom to trust. */
    List<String> curlOptions(Identity identity) {
        String option = switch (version) {
            case HTTP11 -> "--http1.1";
            case H2C -> "--http2-prior-knowledge";
            default -> "--http2";
        };
        return List.of(option, "--cacert", identity.certificate().toString());
    }
}
