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

import java.util.List;
import java.util.Set;

/** Both ends on this machine's loopback device: nothing has to be made, and the kernel copies everything. */
final class Loopback implements NetworkPath {

    static final String ID = "loopback";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public void up() {
        // It always is.
    }

    @Override
    public List<String> near(List<String> command) {
        return command;
    }

    @Override
    public List<String> far(List<String> command) {
        return command;
    }

    @Override
    public String nearHost() {
        return "127.0.0.1";
    }

    @Override
    public String farHost() {
        return "127.0.0.1";
    }

    @Override
    public boolean hasPeer() {
        return false;
    }

    @Override
    public Set<Long> processes() {
        return Set.of();
    }

    @Override
    public void close() {
        // It stays.
    }
}
