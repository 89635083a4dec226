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

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The wire's peer as HTTP client: takes responses off the wire without copying a byte. */
final class WireClient implements Client {

    /** It connects, and waits up to 5 s for what is unfinished. */
    private static final Duration AIR = Duration.ofSeconds(20);

    private final Wire wire;
    private final Point point;
    private String target;

    WireClient(Wire wire, Point point) {
        this.wire = wire;
        this.point = point;
    }

    @Override
    public void connect(int port) {
        target = wire.nearHost() + ":" + port;
    }

    @Override
    public Answer run(int millis, OptionalDouble rate) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--connect", target, "--get", "/" + point.size(),
                "--connections", Integer.toString(point.connections()), "--seconds", decimal(millis / 1e3),
                "--warmup", "0", "--json"));
        rate.ifPresent(value -> Collections.addAll(arguments, "--rate", decimal(value)));
        Command client = Command.run(wire.client(arguments), AIR.plusMillis(millis));
        try {
            JsonObject json = JsonParser.parseString(client.output()).getAsJsonObject();
            return Answer.ofWireClient(json);
        } catch (JsonParseException | IllegalStateException e) {
            throw new IOException("the wire's client: " + client.reason(), e);
        }
    }

    @Override
    public void disconnect() {
        // It has already.
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
