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

import io.netty.buffer.Unpooled;
import io.zerocopy.netty.reactor.ZeroCopyLoopResources;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;

import java.time.Duration;

/** Fetches a blob and uploads it again. */
public final class BlobClient {

    private BlobClient() {
    }

    static HttpClient create(ZeroCopyLoopResources loops) {
        return HttpClient.create().runOn(loops);
    }

    static Mono<byte[]> fetch(HttpClient client, String uri) {
        return client.get().uri(uri).responseSingle((response, body) -> body.asByteArray());
    }

    static Mono<byte[]> upload(HttpClient client, String uri, byte[] bytes) {
        return client.post().uri(uri)
                     .send(ByteBufMono.fromCallable(() -> Unpooled.wrappedBuffer(bytes)))
                     .responseSingle((response, body) -> body.asByteArray());
    }

    public static void main(String[] args) {
        ZeroCopyLoopResources loops = ZeroCopyLoopResources.create("http");
        HttpClient client = create(loops).baseUrl("http://localhost:8080");
        byte[] echoed = fetch(client, "/blob/1048576")
                .flatMap(bytes -> upload(client, "/echo", bytes))
                .block(Duration.ofSeconds(10));
        System.out.println(echoed.length + " bytes came back; " + loops.group().orElseThrow().metrics());
        loops.disposeLater().block();
    }
}
