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
package com.example.modular;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The application as a process of its own, with nothing on the class path. */
final class Application implements AutoCloseable {

    /** The application's own module, and the folder with all those that it needs. */
    static final String MODULE_PATH = "target/classes:target/modules";

    private static final Pattern PORT = Pattern.compile("listening on port ([0-9]+)");

    private final Path log;
    private final Process process;
    private final String url;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Application(Jdk jdk, Path log, List<String> options) throws IOException, InterruptedException {
        this.log = log;
        List<String> command = new ArrayList<>(List.of(jdk.java(), "-Dio.zerocopy.netty.threshold=0",
                "-Dorg.slf4j.simpleLogger.log.io.zerocopy.netty=debug"));
        command.addAll(options);
        command.addAll(List.of("--module-path", MODULE_PATH,
                "--module", "com.example.modular/com.example.modular.BlobServer", "0"));
        process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        url = "http://127.0.0.1:" + awaitPort() + '/';
    }

    byte[] get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(20)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
    }

    /** What it has printed so far. */
    String log() throws IOException {
        return Files.readString(log);
    }

    private String awaitPort() throws IOException, InterruptedException {
        for (int tenths = 0; tenths < 300 && process.isAlive(); tenths++) {
            Matcher listening = PORT.matcher(log());
            if (listening.find()) {
                return listening.group(1);
            }
            Thread.sleep(100);
        }
        process.destroyForcibly();
        throw new AssertionError("the application did not start: " + log());
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
