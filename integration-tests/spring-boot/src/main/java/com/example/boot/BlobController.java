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

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.Random;

/** Answers bytes, JSON, and what it is sent. */
@RestController
class BlobController {

    private final WebClient client;

    BlobController(WebClient.Builder client) {
        this.client = client.build();
    }

    /** So many bytes, which depend on the length alone. */
    @GetMapping("/blob/{length}")
    Mono<DataBuffer> blob(@PathVariable int length, ServerHttpResponse response) {
        return Mono.fromSupplier(() -> {
            byte[] bytes = new byte[length];
            new Random(length).nextBytes(bytes);
            return response.bufferFactory().allocateBuffer(length).write(bytes);
        });
    }

    /** A JSON array, or one line for each with {@code Accept: application/x-ndjson}. */
    @GetMapping("/measurements/{count}")
    Flux<Measurement> measurements(@PathVariable int count) {
        return Flux.range(0, count).map(Measurement::new);
    }

    @PostMapping("/echo")
    Flux<DataBuffer> echo(@RequestBody Flux<DataBuffer> body) {
        return body;
    }

    /** Fetches a blob from the server at that port, uploads it there, and answers what came back. */
    @PostMapping("/relay/{port}/{length}")
    Flux<DataBuffer> relay(@PathVariable int port, @PathVariable int length) {
        String server = "http://localhost:" + port;
        Flux<DataBuffer> blob = client.get().uri(server + "/blob/" + length).retrieve().bodyToFlux(DataBuffer.class);
        return client.post().uri(server + "/echo").body(blob, DataBuffer.class)
                     .retrieve().bodyToFlux(DataBuffer.class);
    }

    record Measurement(int number) {
    }
}
