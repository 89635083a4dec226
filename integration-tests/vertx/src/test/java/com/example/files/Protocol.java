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
package com.example.files;

import java.util.List;

/** What clients speak. */
enum Protocol {
    HTTP_1_1("http", "ws", "--http1.1"),
    HTTP_2("http", "ws", "--http2-prior-knowledge"),
    HTTP_1_1_TLS("https", "wss", "--http1.1"),
    HTTP_2_TLS("https", "wss", "--http2");

    static final List<Protocol> OF_WEB_SOCKETS = List.of(HTTP_1_1, HTTP_1_1_TLS);

    private final String scheme;
    private final String webSocketScheme;
    private final String curlOption;

    Protocol(String scheme, String webSocketScheme, String curlOption) {
        this.scheme = scheme;
        this.webSocketScheme = webSocketScheme;
        this.curlOption = curlOption;
    }

    boolean isEncrypted() {
        return this == HTTP_1_1_TLS || this == HTTP_2_TLS;
    }

    boolean isHttp2() {
        return this == HTTP_2 || this == HTTP_2_TLS;
    }

    /** Only where the file's bytes are the connection's the kernel can take them from the file. */
    boolean allowsSendfile() {
        return this == HTTP_1_1;
    }

    String scheme() {
        return scheme;
    }

    String webSocketScheme() {
        return webSocketScheme;
    }

    /** What tells curl to speak this. */
    String curlOption() {
        return curlOption;
    }
}
