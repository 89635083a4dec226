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

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A contender on a path: its process, and whether it is still worth trying. */
final class Entrant implements AutoCloseable {

    private static final int ERRORS_TO_GIVE_UP = 3;

    private final Contender contender;
    private final KeptChild child;
    private final Set<Workload> warm = EnumSet.noneOf(Workload.class);
    private final Map<String, Object> facts = new TreeMap<>();
    private int errorsInARow;
    private String lastError;

    Entrant(Contender contender, NetworkPath path, Path logs) {
        this.contender = contender;
        child = new KeptChild(path.near(contender.command()), logs.resolve(path.id() + "-" + contender.id() + ".log"));
    }

    Contender contender() {
        return contender;
    }

    /** What the contender said about itself when it was started. */
    Map<String, Object> facts() {
        return facts;
    }

    /**
     * Its process, which is started if it is not running.
     *
     * @throws IOException if it does not start, or has failed too often
     */
    KeptChild child() throws IOException, InterruptedException {
        if (errorsInARow >= ERRORS_TO_GIVE_UP) {
            throw new IOException("given up after " + ERRORS_TO_GIVE_UP + " errors in a row: " + lastError);
        }
        if (!child.isRunning()) {
            warm.clear();
            JsonObject introduction = child.start();
            if (introduction.has("facts")) {
                introduction.getAsJsonObject("facts").entrySet()
                        .forEach(each -> facts.put(each.getKey(), each.getValue()));
            }
        }
        return child;
    }

    /** Whether the process does this for the first time. */
    boolean isFirst(Workload workload) {
        return warm.add(workload);
    }

    void succeeded() {
        errorsInARow = 0;
    }

    void failed(String error) {
        child.drop();
        if (errorsInARow < ERRORS_TO_GIVE_UP) {
            errorsInARow++;
            lastError = error;
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
