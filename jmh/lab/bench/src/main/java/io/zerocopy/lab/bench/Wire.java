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

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A path that {@code jmh/wire/wire} makes: the wire, whose far end is its peer, or veth, with a real receiver. */
final class Wire implements NetworkPath {

    static final String WIRE_ID = "wire";
    static final String VETH_ID = "veth";

    private static final List<String> LOSSLESS = List.of("--lossy", "0");

    /** A network card gathers interrupts as well; each ACK would cost the sender one otherwise. */
    private static final List<String> MODERATED = List.of("--poll-us", "50");

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String id;
    private final String tool;
    private final String name;
    private final boolean realReceiver;
    private final List<String> options;

    private Wire(String id, Path tool, String name, boolean realReceiver, List<String> options) {
        this.id = id;
        this.tool = tool.toAbsolutePath().toString();
        this.name = name;
        this.realReceiver = realReceiver;
        this.options = options;
    }

    /**
     * The wire, where zero copy is real.
     *
     * @param name what the tool calls it, so that several can be up at once
     * @param more further options of {@code wire up}
     */
    static Wire wire(Path tool, String name, String... more) {
        List<String> options = new ArrayList<>(MODERATED);
        Collections.addAll(options, more);
        return new Wire(WIRE_ID, tool, name, false, options);
    }

    /** A veth pair, where the kernel copies everything on delivery. */
    static Wire veth(Path tool, String name) {
        return new Wire(VETH_ID, tool, name, true, LOSSLESS);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void up() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tool, "up", "--name", name, "--replace"));
        command.addAll(options);
        Cleanup.add(this, this::down);
        Command up = Command.run(command, LIMIT);
        if (up.status() != 0) {
            // What it made before it failed, it has removed itself.
            Cleanup.remove(this);
            throw new IOException(up.reason().replaceFirst("^wire: (skipped: )?", ""));
        }
    }

    @Override
    public List<String> near(List<String> command) {
        return prefixed(command, tool, "exec", "--name", name, "--");
    }

    @Override
    public List<String> far(List<String> command) {
        if (!realReceiver) {
            throw new IllegalStateException("nothing runs at the far end of the wire");
        }
        return prefixed(command, tool, "exec", "--name", name, "--far", "--");
    }

    /** What makes the peer play HTTP client. */
    List<String> client(List<String> arguments) {
        return prefixed(arguments, tool, "client", "--name", name);
    }

    @Override
    public String nearHost() {
        return "10.9.0.1";
    }

    @Override
    public String farHost() {
        return "10.9.0.2";
    }

    @Override
    public boolean hasPeer() {
        return !realReceiver;
    }

    @Override
    public Set<Long> processes() throws IOException, InterruptedException {
        String status = Command.run(tool, "status", "--name", name);
        return Set.of(Proc.number(status, "peer"));
    }

    @Override
    public void close() {
        down();
        Cleanup.remove(this);
    }

    /** Not by {@link Command}: it registers a clean-up, for which it is too late when the JVM ends. */
    private void down() {
        try {
            Process down = new ProcessBuilder(tool, "down", "--name", name)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!down.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || down.exitValue() != 0) {
                System.err.println("bench: cannot remove the path: " + tool + " down --name " + name);
            }
        } catch (IOException e) {
            System.err.println("bench: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> prefixed(List<String> command, String... prefix) {
        List<String> words = new ArrayList<>(List.of(prefix));
        words.addAll(command);
        return words;
    }
}
