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

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.zerocopy.netty.vertx.ZeroCopyTransport;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Serves the files of a folder from the disk and from memory, and a WebSocket that sends back what it gets. */
public final class FileServer {

    private final Vertx vertx;
    private final Path folder;
    private final Map<String, Buffer> memory = new HashMap<>();

    private FileServer(Vertx vertx, Path folder) {
        this.vertx = vertx;
        this.folder = folder;
        for (String file : vertx.fileSystem().readDirBlocking(folder.toString())) {
            memory.put(Path.of(file).getFileName().toString(), vertx.fileSystem().readFileBlocking(file));
        }
    }

    public static void main(String[] args) {
        start(newVertx(), Path.of(args[0]), newOptions().setPort(8080))
                .onSuccess(server -> System.out.println("listening on port " + server.actualPort()))
                .onFailure(Throwable::printStackTrace);
    }

    static Vertx newVertx() {
        return Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    }

    static HttpServerOptions newOptions() {
        return new HttpServerOptions()
                .setMaxWebSocketFrameSize(16 << 20)
                .setMaxWebSocketMessageSize(16 << 20);
    }

    static Future<HttpServer> start(Vertx vertx, Path folder, HttpServerOptions options) {
        return vertx.createHttpServer(options)
                .requestHandler(new FileServer(vertx, folder)::answer)
                .webSocketHandler(socket -> socket.binaryMessageHandler(socket::writeBinaryMessage))
                .listen();
    }

    private void answer(HttpServerRequest request) {
        String path = request.path();
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (path.equals("/metrics")) {
            request.response().end(ZeroCopyTransport.eventLoopGroup(vertx).metrics().toString());
        } else if (!memory.containsKey(name)) {
            request.response().setStatusCode(404).end();
        } else if (path.startsWith("/memory/")) {
            request.response().end(memory.get(name));
        } else {
            request.response().sendFile(folder.resolve(name).toString());
        }
    }
}
