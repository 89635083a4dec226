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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process that obeys commands, one line each, and answers each by a line of JSON. What it logs goes to a file. */
final class Child implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration QUIT = Duration.ofSeconds(5);
    private static final int TAIL_LINES = 12;
    private static final String END_OF_OUTPUT = "";

    private final Process process;
    private final Writer commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Path log;
    private final long logStart;
    private final JsonObject introduction;

    private Child(List<String> command, Path log) throws IOException, InterruptedException {
        this.log = log;
        Files.createDirectories(log.toAbsolutePath().getParent());
        logStart = Files.exists(log) ? Files.size(log) : 0;
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        Cleanup.add(this, process::destroyForcibly);
        commands = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::readAnswers, "answers of " + process.pid());
        reader.setDaemon(true);
        reader.start();
        try {
            introduction = answer("its start", START);
        } catch (IOException | InterruptedException | RuntimeException e) {
            kill();
            throw e;
        }
    }

    /**
     * Starts it and waits until it says that it is ready.
     *
     * @param log a file to which its standard error is appended
     * @throws ChildException if it says that it cannot work here, or dies, or says nothing
     */
    static Child start(List<String> command, Path log) throws IOException, InterruptedException {
        return new Child(command, log);
    }

    /** What it said about itself. */
    JsonObject introduction() {
        return introduction;
    }

    long pid() {
        return process.pid();
    }

    /**
     * Sends a command and waits for the answer.
     *
     * @throws ChildException if there is none in time, in which case the process is killed, or if it is an error
     */
    JsonObject ask(String command, Duration limit) throws IOException, InterruptedException {
        try {
            commands.write(command + "\n");
            commands.flush();
        } catch (IOException e) {
            // The answer is then that the output has ended, with a reason in it.
        }
        return answer("'" + command + "'", limit);
    }

    /** Lets it quit, and kills it if it does not. */
    @Override
    public void close() {
        try {
            commands.write("quit\n");
            commands.close();
            process.waitFor(QUIT.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException e) {
            // It is gone, or is killed now.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }

    void kill() {
        process.destroyForcibly();
        Cleanup.remove(this);
    }

    private void readAnswers() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                answers.add(line);
            }
        } catch (IOException e) {
            // As if it had ended.
        }
        answers.add(END_OF_OUTPUT);
    }

    private JsonObject answer(String question, Duration limit) throws IOException, InterruptedException {
        String line = answers.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null) {
            kill();
            throw ChildException.failed("no answer to " + question + " within " + limit.toSeconds() + " s" + tail());
        }
        if (line.equals(END_OF_OUTPUT)) {
            answers.add(END_OF_OUTPUT);
            throw ChildException.failed("the process ended (" + exitStatus() + ") instead of answering " + question
                    + tail());
        }
        return checked(question, line);
    }

    private JsonObject checked(String question, String line) throws ChildException {
        JsonObject answer;
        try {
            answer = JsonParser.parseString(line).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw ChildException.failed("the answer to " + question + " is no JSON object: " + line);
        }
        if (answer.has("unsupported")) {
            throw ChildException.unsupported(answer.get("unsupported").getAsString());
        }
        if (answer.has("error")) {
            throw ChildException.failed(answer.get("error").getAsString());
        }
        return answer;
    }

    private String exitStatus() throws InterruptedException {
        return process.waitFor(QUIT.toSeconds(), TimeUnit.SECONDS) ? "exit status " + process.exitValue()
                : "still closing down";
    }

    /** The last lines that it logged. */
    private String tail() throws IOException {
        byte[] bytes = Files.readAllBytes(log);
        int from = (int) Math.min(logStart, bytes.length);
        List<String> lines = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8).lines().toList();
        return lines.isEmpty() ? "" : "; it logged: "
                + String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }
}
