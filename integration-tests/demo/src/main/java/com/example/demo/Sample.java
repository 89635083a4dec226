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
package com.example.demo;

import com.example.demo.load.Destination;
import com.example.demo.load.LoadFigures;
import com.example.demo.load.LoadGenerator;
import com.example.demo.load.TransportFigures;
import com.google.gson.Gson;

/**
 * What the live page gets to know every half second; it computes rates from two of them.
 *
 * @param nanos    when, by a clock of any beginning
 * @param receiver who takes the load; {@code null} for this process
 * @param failure  why a load does not run; {@code null} if it does
 * @param load     {@code null} for none
 * @param server   of the event loops that serve the page
 */
record Sample(long nanos, Destination.Kind path, String receiver, String failure, LoadFigures load,
              TransportFigures server) {

    private static final Gson GSON = new Gson();

    static Sample take(LoadGenerator generator, TransportFigures server) {
        Destination destination = generator.destination();
        String receiver = destination.receiver() == null ? null
                : destination.receiver().getHostString() + ':' + destination.receiver().getPort();
        return new Sample(System.nanoTime(), destination.kind(), receiver, generator.failure(),
                generator.figures(), server);
    }

    /** Without what is {@code null}, and on one line. */
    String json() {
        return GSON.toJson(this);
    }
}
