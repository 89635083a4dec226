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

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.zerocopy.netty.reactor.ZeroCopyLoopResources;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import java.util.Random;

/** {@code GET /blob/{length}} answers so many bytes, {@code POST /echo} what it gets. */
public final class BlobServer {

    private BlobServer() {
    }

    static HttpServer create(ZeroCopyLoopResources loops) {
        return HttpServer.create()
                .runOn(loops)
                .route(routes -> routes
                        .get("/blob/{length}", (request, response) -> response.send(
                                Mono.fromCallable(() -> blob(response.alloc(), request.param("length")))))
                        .post("/echo", (request, response) -> response.send(request.receive().retain())));
    }

    private static ByteBuf blob(ByteBufAllocator allocator, String length) {
        byte[] bytes = new byte[Integer.parseInt(length)];
        new Random(bytes.length).nextBytes(bytes);
        return allocator.buffer(bytes.length).writeBytes(bytes);
    }

    public static void main(String[] args) {
        ZeroCopyLoopResources loops = ZeroCopyLoopResources.create("http");
        DisposableServer server = create(loops).port(8080).bindNow();
        System.out.println("http://localhost:" + server.port() + "/blob/1048576");
        server.onDispose().block();
    }
}
