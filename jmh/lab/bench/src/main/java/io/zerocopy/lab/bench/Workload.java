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
package io.zerocopy.lab.bench;

import com.google.gson.annotations.SerializedName;

import java.util.Locale;

/** What a contender does at a point. */
enum Workload {

    /** Sends fresh buffers as fast as it can, or at a rate. */
    @SerializedName("stream")
    STREAM(null, true),
    /** The same as the frames of an answer in HTTP/2. */
    @SerializedName("h2")
    H2(null, true),
    /** Answers HTTP requests. */
    @SerializedName("serve")
    SERVE("http", false),
    /** Relays from one connection to another. */
    @SerializedName("proxy")
    PROXY("source", true),
    /** Sends back what it receives. */
    @SerializedName("echo")
    ECHO("echo", false);

    private final String client;
    private final boolean sink;

    Workload(String client, boolean sink) {
        this.client = client;
        this.sink = sink;
    }

    /** What connects to the contender, {@code null} if it is the contender that connects. */
    String client() {
        return client;
    }

    /** Whether somebody has to receive what the contender sends on its own. */
    boolean needsSink() {
        return sink;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
