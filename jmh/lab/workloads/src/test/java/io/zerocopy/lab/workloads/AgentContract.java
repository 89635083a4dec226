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
import io.zerocopy.lab.protocol.Latencies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** What every contender on the class path must be able to do, tried with its process on loopback. */
@Timeout(60)
public abstract class AgentContract {

    private static final int SIZE = 40_000;
    private static final int MORE_THAN_SOCKETS_TAKE = 32 << 20;
    /** That transport does not close a channel before its last write has come back. */
    private static final String STUCK_IN_THE_INCUBATOR = "{\"error\":\"the event loops did not end\"}";

    static Set<String> contenders() {
        return Agent.contenders().keySet();
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void streamsInRounds(String contender) throws Exception {
        try (Sink sink = Sink.thatReads(); AgentProcess agent = started(contender)) {
            agent.ok(stream(sink, 3, 2));
            long bytes = 0;
            for (int round = 0; round < 2; round++) {
                JsonObject answer = round(agent, "begin", 150);
                assertThat(answer.get("messages").getAsLong()).isGreaterThan(3);
                assertThat(answer.get("bytes").getAsLong()).isEqualTo(answer.get("messages").getAsLong() * SIZE);
                assertThat(answer.get("nanos").getAsLong()).isBetween(100_000_000L, 10_000_000_000L);
                assertThat(answer.get("allocated").getAsLong()).isPositive();
                assertThat(answer.has("histogram")).isFalse();
                bytes += answer.get("bytes").getAsLong();
            }
            agent.ok("close");
            assertThat(sink.bytesOf(3)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void streamsHttp2(String contender) throws Exception {
        try (Sink sink = Sink.thatReads(); AgentProcess agent = started(contender)) {
            agent.ok(stream(sink, 1, 1) + " h2=true");
            JsonObject answer = round(agent, "begin", 150);
            long messages = answer.get("messages").getAsLong();
            assertThat(messages).isGreaterThan(3);
            agent.ok("close");
            // Each body is three frames with headers of nine bytes; the codec may put bodies of one flush together.
            assertThat(sink.bytesOf(1)).isBetween(messages * SIZE, messages * (SIZE + 3 * 9) + 200);
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void streamsAtARate(String contender) throws Exception {
        try (Sink sink = Sink.thatReads(); AgentProcess agent = started(contender)) {
            agent.ok(stream(sink, 2, 1) + " fill=true gather=1");
            JsonObject answer = round(agent, "begin rate=400", 500);
            long messages = answer.get("messages").getAsLong();
            double seconds = answer.get("nanos").getAsLong() / 1e9;
            assertThat(messages / seconds).isBetween(300.0, 500.0);
            assertThat(Latencies.decode(answer.get("histogram").getAsString()).getTotalCount()).isEqualTo(messages);
            assertThat(answer.getAsJsonObject("extra").has("overloaded")).isFalse();
            assertThat(round(agent, "begin", 50).has("histogram")).isFalse();
            agent.ok("quit");
            assertThat(agent.exitStatus()).isZero();
        }
    }

    @Test
    void givesUpWhenThePathIsTooSlowForTheRate() throws Exception {
        try (Sink sink = Sink.thatReads(); AgentProcess agent = started(contenders().iterator().next())) {
            agent.ok(stream(sink, 1, 1));
            JsonObject answer = round(agent, "begin rate=2000000", 8000);
            assertThat(answer.getAsJsonObject("extra").get("overloaded").getAsBoolean()).isTrue();
            assertThat(answer.get("nanos").getAsLong()).as("stops after 2 s").isBetween(2_000_000_000L, 7_500_000_000L);
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void tellsThatThePeerIsGone(String contender) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
             AgentProcess agent = started(contender)) {
            agent.ok("open stream host=127.0.0.1 connections=1 loops=1 size=1000 port=" + server.getLocalPort());
            agent.ok("begin");
            server.accept().close();
            Thread.sleep(100);
            assertThat(agent.error("end")).startsWith("a connection failed; caused by ");
            assertThat(agent.error("end")).isEqualTo("no round has begun");
            agent.ok("close");
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void servesHttp(String contender) throws Exception {
        try (AgentProcess agent = started(contender)) {
            int port = agent.ok("open serve host=127.0.0.1 port=0 loops=1 size=" + SIZE).get("port").getAsInt();
            agent.ok("begin");
            HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            HttpRequest get = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/any")).build();
            for (int i = 0; i < 5; i++) {
                HttpResponse<byte[]> response = client.send(get, BodyHandlers.ofByteArray());
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.body()).hasSize(SIZE);
                assertThat(response.headers().firstValueAsLong("content-length")).hasValue(SIZE);
            }
            assertThat(closedByServer(port).length()).isGreaterThan(SIZE);
            HttpRequest post = HttpRequest.newBuilder(get.uri()).POST(BodyPublishers.ofString("x")).build();
            assertThat(client.send(post, BodyHandlers.discarding()).statusCode()).isEqualTo(405);
            JsonObject answer = agent.ok("end");
            assertThat(answer.get("messages").getAsLong()).isEqualTo(6);
            assertThat(answer.get("bytes").getAsLong()).isEqualTo(6L * SIZE);
            agent.ok("close");
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void echoes(String contender) throws Exception {
        try (AgentProcess agent = started(contender)) {
            int port = agent.ok("open echo host=127.0.0.1 port=0 loops=1").get("port").getAsInt();
            assertThat(agent.command("begin rate=1").has("unsupported")).isTrue();
            agent.ok("begin");
            byte[] bytes = random(SIZE);
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write(bytes);
                assertThat(socket.getInputStream().readNBytes(SIZE)).isEqualTo(bytes);
            }
            JsonObject answer = agent.ok("end");
            assertThat(answer.get("bytes").getAsLong()).isEqualTo(SIZE);
            assertThat(answer.get("messages").getAsLong()).isPositive();
            agent.ok("close");
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void relays(String contender) throws Exception {
        try (Sink sink = Sink.thatReads(); AgentProcess agent = started(contender)) {
            int port = agent.ok(proxy(sink, false)).get("port").getAsInt();
            agent.ok("begin");
            pump(port, 3_000_000);
            assertThat(sink.bytesOf(1)).isEqualTo(3_000_000);
            assertThat(agent.ok("end").get("bytes").getAsLong()).isEqualTo(3_000_000);
            agent.ok("close");

            JsonObject splice = agent.command(proxy(sink, true));
            if (canSplice(contender)) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), splice.get("port").getAsInt())) {
                    socket.getOutputStream().write(random(2_000_000));
                    sink.awaitBytes(5_000_000);
                }
                assertThat(sink.bytesOf(1)).as("and the end is passed on").isEqualTo(5_000_000);
                agent.ok("close");
            } else {
                assertThat(splice).hasToString("{\"unsupported\":\"only epoll channels can splice\"}");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void answersNonsenseAndGoesOn(String contender) throws Exception {
        try (AgentProcess agent = started(contender)) {
            assertThat(agent.error("sing")).isEqualTo("unknown command: 'sing'");
            assertThat(agent.error("open sing")).contains("there are echo, proxy, serve, stream");
            assertThat(agent.error("open echo host=127.0.0.1")).isEqualTo("missing parameter: loops");
            assertThat(agent.error("open serve host=127.0.0.1 loops=1 size=0")).startsWith("size must be");
            assertThat(agent.error("open echo host=127.0.0.1 loops=1 size=1")).isEqualTo("unknown parameter: size");
            assertThat(agent.error("open stream host=127.0.0.1 connections=1 loops=1 size=1 port=" + closedPort()))
                    .contains("refused");
            agent.ok("open echo host=127.0.0.1 loops=1");
        }
    }

    /** The contenders of a project side by side, as each takes its ten seconds. */
    @Test
    void endsBoundedWhenThePeerDoesNotRead() throws Exception {
        List<AgentProcess> agents = new ArrayList<>();
        try (Sink sink = Sink.thatStalls()) {
            for (String contender : contenders()) {
                AgentProcess agent = started(contender);
                agents.add(agent);
                agent.ok("open stream host=127.0.0.1 port=" + sink.port() + " connections=1 loops=1 size="
                        + MORE_THAN_SOCKETS_TAKE);
                agent.ok("begin");
            }
            agents.forEach(agent -> agent.send("end"));
            for (AgentProcess agent : agents) {
                assertThat(agent.answer().get("error").getAsString())
                        .startsWith("1 of 1 connections could not send all within 10 s");
            }
            for (AgentProcess agent : agents) {
                assertThat(agent.command("close").toString()).isIn("{\"ok\":true}", STUCK_IN_THE_INCUBATOR);
            }
        } finally {
            agents.forEach(AgentProcess::close);
        }
    }

    @Test
    void refusesUnknownContenders() throws Exception {
        try (AgentProcess agent = new AgentProcess("carrier-pigeon")) {
            assertThat(agent.answer().get("error").getAsString()).startsWith("no such contender on this class path");
            assertThat(agent.exitStatus()).isEqualTo(1);
        }
    }

    /** Whether the channels of this contender are those of epoll. */
    protected boolean canSplice(String contender) {
        return contender.contains("epoll");
    }

    /** What the contender says of a round of streaming. */
    protected static JsonObject extraOfStream(String contender) throws Exception {
        try (Sink sink = Sink.thatReads(); AgentProcess agent = started(contender)) {
            agent.ok(stream(sink, 1, 1));
            return round(agent, "begin", 100).getAsJsonObject("extra");
        }
    }

    /** Starts the contender where it cannot work, and returns what it says. */
    protected static String unavailability(String contender, String jvmArgument) throws Exception {
        try (AgentProcess agent = new AgentProcess(contender, jvmArgument)) {
            JsonObject answer = agent.answer();
            assertThat(answer.keySet()).as("%s", answer).containsExactly("error");
            assertThat(agent.exitStatus()).isEqualTo(1);
            return answer.get("error").getAsString();
        }
    }

    private static AgentProcess started(String contender) throws Exception {
        AgentProcess agent = new AgentProcess(contender);
        JsonObject ready = agent.answer();
        assertThat(ready.has("ready")).as("%s", ready).isTrue();
        assertThat(ready.get("contender").getAsString()).isEqualTo(contender);
        assertThat(ready.getAsJsonObject("facts").keySet()).contains("netty", "jdk", "transport");
        return agent;
    }

    private static JsonObject round(AgentProcess agent, String begin, int millis) throws InterruptedException {
        agent.ok(begin);
        Thread.sleep(millis);
        return agent.ok("end");
    }

    private static String stream(Sink sink, int connections, int loops) {
        return "open stream host=127.0.0.1 port=" + sink.port() + " size=" + SIZE + " connections=" + connections
                + " loops=" + loops;
    }

    private static String proxy(Sink sink, boolean splice) {
        return "open proxy host=127.0.0.1 loops=1 target-host=127.0.0.1 target-port=" + sink.port() + " splice="
                + splice;
    }

    private static void pump(int port, int bytes) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
             OutputStream out = socket.getOutputStream()) {
            out.write(random(bytes));
        }
    }

    /** Everything that the server sends until it closes. */
    private static String closedByServer(int port) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
             InputStream in = socket.getInputStream()) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return server.getLocalPort();
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
