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

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one end says that was done in a round.
 *
 * @param nanos how long it took
 * @param messages finished in it
 * @param bytes of those
 * @param allocated bytes on the heap, or {@code null} if nobody counted
 * @param latency or {@code null} if nobody measured it
 * @param extra what else it says
 */
record Answer(long nanos, long messages, long bytes, Long allocated, Latency latency, Map<String, Object> extra) {

    /** How late a client was, in nanoseconds. */
    static final String LATE = "late.p99";

    /** Set when an open loop's rate was more than it could be served. */
    static final String OVERLOADED = "overloaded";

    /** The answer to {@code end}. */
    static Answer of(JsonObject json) throws IOException {
        try {
            Map<String, Object> extra = new LinkedHashMap<>();
            if (json.has("extra")) {
                flatten("", json.getAsJsonObject("extra"), extra);
            }
            return new Answer(json.get("nanos").getAsLong(), json.get("messages").getAsLong(),
                    json.get("bytes").getAsLong(), json.has("allocated") ? json.get("allocated").getAsLong() : null,
                    json.has("histogram") ? Latency.of(json.get("histogram").getAsString()) : null, extra);
        } catch (NullPointerException | IllegalStateException | IllegalArgumentException e) {
            throw new IOException("not the answer to 'end': " + json, e);
        }
    }

    /** What the wire's client prints. */
    static Answer ofWireClient(JsonObject json) throws IOException {
        if (json.has("failure")) {
            throw new IOException("the wire's client: " + json.get("failure").getAsString());
        }
        long bad = json.get("bad_status").getAsLong() + json.get("broken").getAsLong();
        if (bad > 0) {
            throw new IOException("the wire's client got " + bad + " bad or broken responses of "
                    + json.get("completed"));
        }
        double seconds = json.get("seconds").getAsDouble();
        Map<String, Object> extra = new LinkedHashMap<>();
        extra.put(LATE, json.getAsJsonObject("client_lag_us").get("p99").getAsDouble() * 1e3);
        if (json.get("unfinished").getAsLong() > 0) {
            extra.put(OVERLOADED, true);
        }
        return new Answer((long) (seconds * 1e9), json.get("measured").getAsLong(),
                (long) (json.get("bytes_per_second").getAsDouble() * seconds), null,
                Latency.of(json.getAsJsonObject("latency_us")), extra);
    }

    boolean isOverloaded() {
        return Boolean.TRUE.equals(extra.get(OVERLOADED));
    }

    private static void flatten(String prefix, JsonObject from, Map<String, Object> to) {
        for (Map.Entry<String, JsonElement> each : from.entrySet()) {
            String key = prefix + each.getKey();
            if (each.getValue().isJsonObject()) {
                flatten(key + ".", each.getValue().getAsJsonObject(), to);
            } else if (each.getValue().isJsonPrimitive()) {
                var value = each.getValue().getAsJsonPrimitive();
                to.put(key, value.isNumber() ? (Object) value.getAsDouble()
                        : value.isBoolean() ? (Object) value.getAsBoolean() : value.getAsString());
            }
        }
    }
}
