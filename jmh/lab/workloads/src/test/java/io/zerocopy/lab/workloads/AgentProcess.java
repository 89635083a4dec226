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

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** An {@link Agent} in a JVM of its own, on the class path of the test, and its end of the line. */
final class AgentProcess implements AutoCloseable {

    private static final int ANSWER_SECONDS = 20;

    private final Process process;
    private final PrintStream commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    AgentProcess(String contender, String... jvmArguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvmArguments));
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                Agent.class.getName(), contender));
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread reader = new Thread(this::collect, "answers of " + contender);
        reader.setDaemon(true);
        reader.start();
    }

    /** The next line, which must be one of JSON. */
    JsonObject answer() throws InterruptedException {
        String line = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
        assertThat(line).as("answer within %s s", ANSWER_SECONDS).isNotNull();
        return JsonParser.parseString(line).getAsJsonObject();
    }

    void send(String command) {
        commands.println(command);
    }

    JsonObject command(String command) throws InterruptedException {
        send(command);
        return answer();
    }

    /** Gives a command that must succeed. */
    JsonObject ok(String command) throws InterruptedException {
        JsonObject answer = command(command);
        assertThat(answer.has("error") || answer.has("unsupported")).as("%s: %s", command, answer).isFalse();
        return answer;
    }

    /** Gives a command that must fail, and returns why it did. */
    String error(String command) throws InterruptedException {
        JsonObject answer = command(command);
        assertThat(answer.keySet()).as("%s: %s", command, answer).containsExactly("error");
        return answer.get("error").getAsString();
    }

    int exitStatus() throws InterruptedException {
        assertThat(process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)).as("ends").isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void collect() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(answers::add);
        } catch (IOException e) {
            answers.add("{\"error\":\"" + e + "\"}");
        }
    }
}
