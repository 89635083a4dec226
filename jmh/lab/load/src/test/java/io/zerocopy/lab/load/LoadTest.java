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
package io.zerocopy.lab.load;

import io.zerocopy.lab.protocol.Parameters;
import io.zerocopy.lab.protocol.Round;
import io.zerocopy.lab.protocol.Session;
import io.zerocopy.lab.protocol.UnsupportedException;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(40)
class LoadTest {

    private static final int SIZE = 100_001;
    private static final OptionalDouble CLOSED = OptionalDouble.empty();
    private static final Peer.Conversation NEVER_READS = socket -> Thread.sleep(40_000);

    private final List<Session> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (Session session : opened) {
            session.close();
        }
    }

    @Test
    void sinkCountsManyConnections() throws Exception {
        Session sink = open("sink host=127.0.0.1");
        sink.begin(CLOSED);
        List<Socket> senders = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Socket sender = new Socket(InetAddress.getLoopbackAddress(), (int) sink.opened().get("port"));
            senders.add(sender);
            sender.getOutputStream().write(new byte[SIZE]);
        }
        Round round = awaitBytes(sink, 50L * SIZE);
        assertThat(extra(round, "connections")).isEqualTo(50);
        assertThat(round.nanos()).isPositive();

        sink.begin(CLOSED);
        senders.get(0).getOutputStream().write(new byte[SIZE]);
        awaitBytes(sink, SIZE);
        for (Socket sender : senders) {
            sender.close();
        }
    }

    @Test
    void sourceStopsAtTheEnd() throws Exception {
        AtomicLong received = new AtomicLong();
        try (Peer peer = new Peer(socket -> {
            byte[] buffer = new byte[64 << 10];
            for (int n = socket.getInputStream().read(buffer); n >= 0; n = socket.getInputStream().read(buffer)) {
                received.addAndGet(n);
            }
        })) {
            Session source = open("source connections=3 " + peer.address());
            long sent = 0;
            for (int i = 0; i < 2; i++) {
                Round round = round(source, CLOSED, 100);
                assertThat(round.bytes()).isEqualTo(round.messages() * (64 << 10)).isPositive();
                sent += round.bytes();
                awaitValue(received, sent);
            }
            Thread.sleep(50);
            assertThat(received).as("nothing after the end").hasValue(sent);
        }
    }

    @Test
    void sourceSaysThatNobodyReads() throws Exception {
        try (Peer peer = new Peer(NEVER_READS)) {
            Session source = open("source connections=1 " + peer.address());
            assertThatThrownBy(() -> round(source, CLOSED, 50)).isInstanceOf(IllegalStateException.class)
                    .hasMessage("the connections did not take all within 10 s");
        }
    }

    @Test
    void httpClientCountsBodies() throws Exception {
        HttpPeer http = new HttpPeer("200 OK", SIZE);
        try (Peer peer = new Peer(http)) {
            Session client = open("http path=/ connections=4 " + peer.address());
            long requests = 0;
            for (int i = 0; i < 2; i++) {
                Round round = round(client, CLOSED, 100);
                assertThat(round.bytes()).isEqualTo(round.messages() * SIZE).isPositive();
                assertThat(round.histogram().getTotalCount()).isEqualTo(round.messages());
                assertThat(extra(round, "unfinished")).isZero();
                requests += round.messages();
            }
            assertThat(http.requests()).isEqualTo(requests);
        }
    }

    @Test
    void stallCountsForAllThatWereDue() throws Exception {
        try (Peer peer = new Peer(new HttpPeer("200 OK", 10).stall(20, 500))) {
            Session client = open("http path=/ connections=2 " + peer.address());
            Round round = round(client, OptionalDouble.of(200), 1000);

            Histogram latencies = round.histogram();
            assertThat(latencies.getTotalCount()).isEqualTo(round.messages()).isBetween(200L, 400L);
            long slow = latencies.getCountBetweenValues(TimeUnit.MILLISECONDS.toNanos(100), latencies.getMaxValue());
            assertThat(slow).as("those due in the first 400 of 500 ms").isGreaterThanOrEqualTo(75);
            assertThat(extra(round, "lateP99")).as("this side's part").isLessThan(TimeUnit.MILLISECONDS.toNanos(250));
            assertThat(extra(round, "unfinished")).isZero();
        }
    }

    @Test
    void countsWhatIsNotAnsweredInTime() throws Exception {
        try (Peer peer = new Peer(NEVER_READS)) {
            Session client = open("http path=/ connections=2 " + peer.address());
            Round round = round(client, OptionalDouble.of(100), 200);
            assertThat(round.messages()).isZero();
            assertThat(round.bytes()).isZero();
            assertThat(extra(round, "unfinished")).isGreaterThanOrEqualTo(20);
        }
    }

    @Test
    void echoClientWaitsForAllBytes() throws Exception {
        try (Peer peer = new Peer(socket -> socket.getInputStream().transferTo(socket.getOutputStream()))) {
            Session client = open("echo connections=2 size=" + SIZE + " " + peer.address());
            Round closed = round(client, CLOSED, 100);
            assertThat(closed.bytes()).isEqualTo(closed.messages() * SIZE).isPositive();

            Round paced = round(client, OptionalDouble.of(100), 500);
            assertThat(paced.bytes()).isEqualTo(paced.messages() * SIZE);
            assertThat(paced.messages()).isBetween(50L, 100L);
        }
    }

    @Test
    void echoClientRejectsMoreThanItSent() throws Exception {
        try (Peer peer = new Peer(socket -> {
            socket.getOutputStream().write(new byte[3]);
            NEVER_READS.hold(socket);
        })) {
            Session client = open("echo connections=1 size=2 " + peer.address());
            assertThatThrownBy(() -> round(client, CLOSED, 100)).rootCause()
                    .hasMessageMatching("more came back than was sent.*|an answer that nobody has asked for.*");
        }
    }

    @Test
    void tellsThatTheServerHasClosed() throws Exception {
        try (Peer peer = new Peer(socket -> socket.getInputStream().read())) {
            for (String workload : List.of("echo size=100000", "http path=/", "source")) {
                Session client = open(workload + " connections=2 " + peer.address());
                assertThatThrownBy(() -> round(client, CLOSED, 100)).as(workload)
                        .isInstanceOf(IllegalStateException.class).hasMessage("a connection failed").hasCauseInstanceOf(
                                Exception.class);
                assertThatThrownBy(() -> client.begin(CLOSED)).as("%s, next round", workload)
                        .hasMessage("a connection failed");
            }
        }
    }

    @Test
    void tellsThatTheServerRefuses() throws Exception {
        String nobody;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = "host=127.0.0.1 port=" + server.getLocalPort();
        }
        assertThatThrownBy(() -> open("source connections=2 " + nobody)).isInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> open("echo size=1 connections=2 " + nobody)).isInstanceOf(ConnectException.class);
    }

    @Test
    void takesOnlyGoodAnswers() throws Exception {
        try (Peer missing = new Peer(new HttpPeer("404 Not Found", 10));
             Peer garbage = new Peer(socket -> socket.getOutputStream().write("hello\r\n\r\n".getBytes()))) {
            assertThatThrownBy(() -> round(open("http path=/ connections=1 " + missing.address()), CLOSED, 50))
                    .rootCause().hasMessageStartingWith("answered 404 Not Found");
            assertThatThrownBy(() -> round(open("http path=/ connections=1 " + garbage.address()), CLOSED, 50))
                    .hasMessage("a connection failed");
        }
    }

    @Test
    void rejectsWhatMakesNoSense() throws Exception {
        Session sink = open("sink host=127.0.0.1");
        String address = "host=127.0.0.1 port=" + sink.opened().get("port") + " connections=1";
        assertThatThrownBy(() -> sink.begin(OptionalDouble.of(1))).isInstanceOf(UnsupportedException.class);
        assertThatThrownBy(() -> open("source " + address).begin(OptionalDouble.of(1)))
                .isInstanceOf(UnsupportedException.class);
        assertThatThrownBy(() -> open("echo size=1 " + address).begin(OptionalDouble.of(2e9)))
                .hasMessage("rate is more than one request a nanosecond");
        assertThatThrownBy(() -> open("http path=x " + address)).hasMessage("path must start with '/', not 'x'");
    }

    private Session open(String command) throws Exception {
        List<String> words = Arrays.asList(command.split(" "));
        Session session = Load.workloads().get(words.get(0))
                .open(new Parameters(words.subList(1, words.size())));
        opened.add(session);
        return session;
    }

    private static Round round(Session session, OptionalDouble rate, int millis) throws Exception {
        session.begin(rate);
        Thread.sleep(millis);
        return session.end();
    }

    /** A sink does not know when its senders are finished. */
    private static Round awaitBytes(Session sink, long expected) throws Exception {
        Round round = sink.end();
        for (int i = 0; i < 1000 && round.bytes() < expected; i++) {
            Thread.sleep(10);
            round = sink.end();
        }
        assertThat(round.bytes()).isEqualTo(expected);
        return round;
    }

    private static void awaitValue(AtomicLong value, long expected) throws InterruptedException {
        for (int i = 0; i < 1000 && value.get() < expected; i++) {
            Thread.sleep(10);
        }
        assertThat(value).hasValue(expected);
    }

    private static long extra(Round round, String name) {
        return ((Number) round.extra().get(name)).longValue();
    }
}
