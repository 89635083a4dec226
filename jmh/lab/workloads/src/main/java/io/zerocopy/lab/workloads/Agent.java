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
package io.zerocopy.lab.workloads;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.Version;
import io.zerocopy.lab.protocol.Child;
import io.zerocopy.lab.protocol.Workload;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** A measured process: {@code Agent NAME}, with the contender of that name on the class path. */
public final class Agent {

    private Agent() {
    }

    /** The argument is the contender's name. */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            System.err.println("Usage: Agent CONTENDER");
            System.exit(2);
        }
        Map<String, Contender> contenders = contenders();
        Contender contender = contenders.get(args[0]);
        if (contender == null) {
            Child.run(args[0], () -> {
                throw new IllegalArgumentException("no such contender on this class path, there are "
                        + String.join(", ", contenders.keySet()));
            }, Map.of());
        }
        Child.run(contender.name(), () -> facts(contender), workloads(contender));
    }

    static Map<String, Contender> contenders() {
        Map<String, Contender> byName = new TreeMap<>();
        for (ContenderProvider provider : ServiceLoader.load(ContenderProvider.class)) {
            provider.contenders().forEach(contender -> byName.put(contender.name(), contender));
        }
        return byName;
    }

    private static Map<String, Workload> workloads(Contender contender) {
        return Map.of(
                "stream", parameters -> StreamSession.open(contender, parameters),
                "serve", parameters -> ServerSession.open(contender, parameters, new HttpService(parameters)),
                "echo", parameters -> ServerSession.open(contender, parameters, new EchoService()),
                "proxy", parameters -> ServerSession.open(contender, parameters,
                        ProxyService.of(contender, parameters)));
    }

    private static Map<String, Object> facts(Contender contender) {
        Throwable cause = contender.unavailabilityCause().get();
        if (cause != null) {
            throw new IllegalStateException("not available here", cause);
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("netty", Version.identify().get("netty-transport").artifactVersion());
        facts.put("jdk", System.getProperty("java.version"));
        facts.put("transport", contender.channel().getName());
        facts.put("allocator", ByteBufAllocator.DEFAULT.getClass().getSimpleName());
        contender.options().forEach((option, value) -> facts.put(option.name(), value));
        return facts;
    }
}
