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
package io.zerocopy.netty.spring;

import io.zerocopy.netty.Route;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopyMetrics;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

import java.util.LinkedHashMap;
import java.util.Map;

/** An application that copies is not ill: so this is information, and not a matter of health. */
final class ZeroCopyInfoContributor implements InfoContributor {

    private final ZeroCopyResourceFactory factory;

    ZeroCopyInfoContributor(ZeroCopyResourceFactory factory) {
        this.factory = factory;
    }

    @Override
    public void contribute(Info.Builder builder) {
        builder.withDetail("zeroCopy", factory.group().map(ZeroCopyEventLoopGroup::metrics)
                .map(ZeroCopyInfoContributor::details)
                .orElseGet(() -> Map.of("state", "off, Reactor Netty runs on event loops of its own")));
    }

    private static Map<String, Object> details(ZeroCopyMetrics metrics) {
        Map<String, Object> bytes = new LinkedHashMap<>();
        for (Route route : Route.values()) {
            bytes.put(route.name(), metrics.bytes(route));
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", metrics.state());
        details.put("bytes", bytes);
        details.put("inFlightBytes", metrics.inFlightBytes());
        details.put("registeredMemory", metrics.registeredMemory());
        return details;
    }
}
