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

import io.zerocopy.netty.Route;
import io.zerocopy.netty.ZeroCopy;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopyMetrics;
import io.zerocopy.netty.spring.ZeroCopyResourceFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.reactive.context.ReactiveWebServerApplicationContext;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The application, with the threshold 0, and what its connections have sent. */
record RunningApplication(ReactiveWebServerApplicationContext context) implements AutoCloseable {

    static final boolean REFUSED = Boolean.getBoolean("io.uring.refused");

    /** Starts it on any port, with static files from the folder and further settings. */
    static RunningApplication start(Path files, String... settings) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--netty.zerocopy.threshold=0",
                "--spring.reactor.netty.shutdown-quiet-period=0s",
                "--spring.web.resources.static-locations=file:" + files + '/'));
        arguments.addAll(List.of(settings));
        return new RunningApplication((ReactiveWebServerApplicationContext) SpringApplication.run(Application.class,
                arguments.toArray(String[]::new)));
    }

    int port() {
        return context.getWebServer().getPort();
    }

    /** The route that is open here. */
    static Route route() {
        assumeTrue(REFUSED || ZeroCopy.isAvailable(), "no zero copy here: " + ZeroCopy.unavailabilityCause());
        return REFUSED ? Route.DISABLED : Route.ZERO_COPY;
    }

    /** How many bytes have taken it. */
    long sent() {
        return metrics().bytes(route());
    }

    ZeroCopyMetrics metrics() {
        // A write is counted when its system call is back, and the peer may have the bytes before.
        group().forEach(loop -> loop.submit(() -> { }).syncUninterruptibly());
        return group().metrics();
    }

    private ZeroCopyEventLoopGroup group() {
        return context.getBean(ZeroCopyResourceFactory.class).group().orElseThrow();
    }

    @Override
    public void close() {
        ZeroCopyEventLoopGroup group = group();
        context.close();
        assertThat(group.isTerminated()).isTrue();
        assertThat(group.metrics().leakedSends()).isZero();
    }
}
