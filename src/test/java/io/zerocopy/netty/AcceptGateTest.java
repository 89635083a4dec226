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
package io.zerocopy.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the gate lets through and when, without sockets: the test plays the transport. */
class AcceptGateTest {

    private static final Duration LONG = Duration.ofDays(1);

    private final List<EmbeddedChannel> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(EmbeddedChannel::finishAndReleaseAll);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void limitMustBePositive(int limit) {
        assertThatThrownBy(() -> new AcceptGate(limit)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("limit: " + limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void timeoutMustBePositive(Duration timeout) {
        assertThatThrownBy(() -> new AcceptGate(1, AcceptGate.Until.HANDSHAKE, timeout))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("timeout: " + timeout);
    }

    @Test
    void stopsAcceptingWhileItIsFull() {
        AcceptGate gate = untilRelease(2);
        EmbeddedChannel server = open(new EmbeddedChannel(gate));
        EmbeddedChannel first = arrive(server);
        assertThat(server.config().isAutoRead()).isTrue();
        arrive(server);
        assertThat(server.config().isAutoRead()).isFalse();
        assertThat(gate.inSetup()).isEqualTo(2);
        assertThat(server.inboundMessages()).hasSize(2);

        release(first, server);
        assertThat(server.config().isAutoRead()).isTrue();
        assertThat(gate.inSetup()).isEqualTo(1);
    }

    @Test
    void connectionsAcceptedTogetherEnterInTheirOrder() {
        AcceptGate gate = untilRelease(2);
        EmbeddedChannel server = open(new EmbeddedChannel(gate));
        List<EmbeddedChannel> connections = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            connections.add(arrive(server));
        }
        for (int i = 0; i < 5; i++) {
            assertThat(server.inboundMessages()).hasSize(Math.min(i + 2, 5));
            assertThat((Object) connections.get(i)).isIn(server.inboundMessages());
            assertThat(gate.inSetup()).isEqualTo(Math.min(5 - i, 2));
            release(connections.get(i), server);
        }
        assertThat(gate.inSetup()).isZero();
        assertThat(server.config().isAutoRead()).isTrue();
    }

    @Test
    void oneConnectionFreesOneSlot() {
        AcceptGate gate = untilRelease(2);
        EmbeddedChannel server = open(new EmbeddedChannel(gate));
        EmbeddedChannel first = arrive(server);
        arrive(server);
        release(first, server);
        release(first, server);
        first.close();
        AcceptGate.release(open(new EmbeddedChannel()));
        assertThat(gate.inSetup()).isOne();
    }

    @Test
    void closedConnectionFreesItsSlot() {
        AcceptGate gate = untilRelease(1);
        EmbeddedChannel server = open(new EmbeddedChannel(gate));
        EmbeddedChannel connection = arrive(server);
        connection.close();
        server.runPendingTasks();
        assertThat(gate.inSetup()).isZero();
        assertThat(server.config().isAutoRead()).isTrue();
    }

    @Test
    void silentConnectionFreesItsSlotInTimeAndStaysOpen() {
        AcceptGate gate = new AcceptGate(1, AcceptGate.Until.HANDSHAKE, Duration.ofSeconds(2));
        EmbeddedChannel server = open(new EmbeddedChannel(gate));
        server.freezeTime();
        EmbeddedChannel connection = arrive(server);
        server.advanceTimeBy(1999, TimeUnit.MILLISECONDS);
        server.runScheduledPendingTasks();
        assertThat(gate.inSetup()).isOne();
        server.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        server.runScheduledPendingTasks();
        assertThat(gate.inSetup()).isZero();
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void firstBytesEndTheSetupWithoutTls() {
        AcceptGate gate = new AcceptGate(1);
        EmbeddedChannel connection = arrive(open(new EmbeddedChannel(gate)));
        assertThat(gate.inSetup()).isOne();
        connection.writeInbound("request");
        assertThat(gate.inSetup()).isZero();
        assertThat(connection.<String>readInbound()).isEqualTo("request");
        assertThat(connection.pipeline().get(AcceptGateSlot.class)).isNull();
    }

    @Test
    void firstBytesDoNotEndASetupThatLastsUntilItsRelease() {
        AcceptGate gate = untilRelease(1);
        EmbeddedChannel connection = arrive(open(new EmbeddedChannel(gate)));
        connection.writeInbound("login");
        assertThat(gate.inSetup()).isOne();
    }

    @Test
    void endOfTheTlsHandshakeEndsTheSetup() throws Exception {
        SslContext tls = tls();
        handshake(new EmbeddedChannel(tls.newHandler(UnpooledByteBufAllocator.DEFAULT)));
    }

    @Test
    void tlsMayBeginWithTheServerName() throws Exception {
        SslContext tls = tls();
        handshake(new EmbeddedChannel(new SniHandler((name, promise) -> promise.setSuccess(tls))));
    }

    private void handshake(EmbeddedChannel connection) throws Exception {
        AcceptGate gate = new AcceptGate(1, AcceptGate.Until.HANDSHAKE, LONG);
        open(new EmbeddedChannel(gate)).writeInbound(open(connection));
        EmbeddedChannel client = open(new EmbeddedChannel(SslContextBuilder.forClient()
                .trustManager(InsecureTrustManagerFactory.INSTANCE).build()
                .newHandler(UnpooledByteBufAllocator.DEFAULT, "localhost", 443)));
        ByteBuf hello = client.readOutbound();
        connection.writeInbound(hello.readRetainedSlice(hello.readableBytes() / 2));
        assertThat(gate.inSetup()).isOne();
        connection.writeInbound(hello);
        assertThat(gate.inSetup()).isOne();
        move(connection, client);
        assertThat(gate.inSetup()).isOne();
        move(client, connection);
        assertThat(connection.pipeline().get(SslHandler.class).handshakeFuture().isSuccess()).isTrue();
        assertThat(gate.inSetup()).isZero();
    }

    @Test
    void failedHandshakeEndsTheSetup() throws Exception {
        AcceptGate gate = new AcceptGate(1, AcceptGate.Until.HANDSHAKE, LONG);
        EmbeddedChannel connection = open(new EmbeddedChannel(tls().newHandler(UnpooledByteBufAllocator.DEFAULT)));
        open(new EmbeddedChannel(gate)).writeInbound(connection);
        assertThatThrownBy(() -> connection.writeInbound(Unpooled.copiedBuffer("GET / HTTP/1.1", US_ASCII)))
                .isInstanceOf(DecoderException.class);
        assertThat(gate.inSetup()).isZero();
    }

    @Test
    void tlsOfNettyIsOptional() throws Exception {
        Class<?> handshake = new WithoutTls().loadClass(AcceptGateHandshake.class.getName());
        assertThat(handshake).isNotSameAs(AcceptGateHandshake.class);
        Method of = handshake.getDeclaredMethod("of", ChannelPipeline.class);
        of.setAccessible(true);
        assertThat(((Future<?>) of.invoke(null, open(new EmbeddedChannel()).pipeline())).isDone()).isTrue();
    }

    @Test
    void channelsThatShareAGateShareItsBound() {
        AcceptGate gate = untilRelease(2);
        EmbeddedChannel one = open(new EmbeddedChannel(gate));
        EmbeddedChannel other = open(new EmbeddedChannel(gate));
        EmbeddedChannel first = arrive(one);
        EmbeddedChannel second = arrive(one);
        EmbeddedChannel third = arrive(other);
        assertThat(other.inboundMessages()).isEmpty();
        assertThat(other.config().isAutoRead()).isFalse();

        // The first channel has nobody to let in, and must not keep the slot to itself.
        release(first, one);
        other.runPendingTasks();
        assertThat(other.inboundMessages()).hasSize(1);
        assertThat(other.config().isAutoRead()).isFalse();

        release(second, other);
        release(third, other);
        one.runPendingTasks();
        assertThat(one.config().isAutoRead()).isTrue();
        assertThat(other.config().isAutoRead()).isTrue();
    }

    @Test
    void leavesReadingAloneThatOthersHaveSwitchedOff() {
        AcceptGate gate = untilRelease(1);
        EmbeddedChannel server = open(new EmbeddedChannel(gate));
        server.config().setAutoRead(false);
        EmbeddedChannel connection = arrive(server);
        assertThat(gate.inSetup()).isOne();
        release(connection, server);
        assertThat(server.config().isAutoRead()).isFalse();
    }

    @Test
    void boundHoldsWhenOthersSwitchReadingOn() {
        AcceptGate gate = untilRelease(1);
        EmbeddedChannel server = open(new EmbeddedChannel(gate));
        EmbeddedChannel connection = arrive(server);
        server.config().setAutoRead(true);
        arrive(server);
        assertThat(server.inboundMessages()).hasSize(1);
        assertThat(server.config().isAutoRead()).isFalse();
        release(connection, server);
        assertThat(server.inboundMessages()).hasSize(2);
    }

    @Test
    void closedServerClosesTheConnectionsThatStillWait() {
        EmbeddedChannel server = open(new EmbeddedChannel(untilRelease(1)));
        EmbeddedChannel entered = arrive(server);
        EmbeddedChannel waiting = arrive(server);
        server.close();
        server.runPendingTasks();
        assertThat(waiting.isOpen()).isFalse();
        assertThat(entered.isOpen()).isTrue();
        AcceptGate.release(entered);
    }

    @Test
    void gateThatIsTakenAwayLetsEverybodyIn() {
        AcceptGate gate = untilRelease(1);
        EmbeddedChannel server = open(new EmbeddedChannel(gate));
        EmbeddedChannel entered = arrive(server);
        arrive(server);
        server.pipeline().remove(gate);
        assertThat(server.inboundMessages()).hasSize(2);
        assertThat(server.config().isAutoRead()).isTrue();
        release(entered, server);
        assertThat(server.config().isAutoRead()).isTrue();
    }

    private static AcceptGate untilRelease(int limit) {
        return new AcceptGate(limit, AcceptGate.Until.RELEASE, LONG);
    }

    /** The transport has accepted a connection. */
    private EmbeddedChannel arrive(EmbeddedChannel server) {
        EmbeddedChannel connection = open(new EmbeddedChannel());
        server.writeInbound(connection);
        return connection;
    }

    private static void release(EmbeddedChannel connection, EmbeddedChannel server) {
        AcceptGate.release(connection);
        server.runPendingTasks();
    }

    private EmbeddedChannel open(EmbeddedChannel channel) {
        opened.add(channel);
        return channel;
    }

    private static void move(EmbeddedChannel from, EmbeddedChannel to) {
        for (Object bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
            to.writeInbound(bytes);
        }
    }

    private static SslContext tls() throws Exception {
        return SslContextBuilder.forServer(TestIdentity.create()).build();
    }

    /** A class path without netty-handler. */
    private static final class WithoutTls extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.netty.handler.ssl.")) {
                throw new ClassNotFoundException(name);
            }
            return name.startsWith(AcceptGateHandshake.class.getName()) ? define(name) : super.loadClass(name, resolve);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            Class<?> defined = findLoadedClass(name);
            if (defined != null) {
                return defined;
            }
            try (InputStream file = AcceptGateTest.class.getResourceAsStream('/' + name.replace('.', '/') + ".class")) {
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
