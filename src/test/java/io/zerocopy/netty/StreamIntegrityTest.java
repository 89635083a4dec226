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
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollMode;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A random stream of mixed sizes, buffer kinds, flush patterns and route changes arrives unchanged at a slow
 * reader.
 */
class StreamIntegrityTest {

    private static final int MAX_MESSAGE = 8 << 20;
    private static final long TOTAL = 160L << 20;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "threshold {0}, {1}, seed {2}")
    @CsvSource({
        "0,      EDGE_TRIGGERED,  1",
        "0,      LEVEL_TRIGGERED, 2",
        "16384,  EDGE_TRIGGERED,  3",
        "16384,  LEVEL_TRIGGERED, 4",
        "-1,     EDGE_TRIGGERED,  5",
        "random, EDGE_TRIGGERED,  6",
        "random, LEVEL_TRIGGERED, 7"})
    @Timeout(120)
    void arrivesUnchanged(String threshold, EpollMode mode, long seed) throws Exception {
        PoisoningAllocator poisoning = new PoisoningAllocator();
        try (TestConnection connection = TestConnection.builder()
                .option(EpollChannelOption.EPOLL_MODE, mode)
                .option(ZeroCopyChannelOption.ZERO_COPY_IN_FLIGHT_LIMIT, 3 << 20)
                .option(ChannelOption.SO_SNDBUF, 256 * 1024)
                .open()) {
            if (!"random".equals(threshold)) {
                connection.config().setZeroCopyThreshold(Integer.parseInt(threshold));
            }
            CompletableFuture<String> received = CompletableFuture.supplyAsync(() -> readSlowly(connection, seed));
            Writer writer = new Writer(connection, new Random(seed), poisoning, "random".equals(threshold));
            String sent = writer.writeAll();
            connection.channel.shutdownOutput().sync();
            assertThat(received.get()).isEqualTo(sent);
            assertThat(writer.failure.get()).isNull();
            if ("0".equals(threshold)) {
                assertThat(connection.metrics().bytes(Route.ZERO_COPY)).isGreaterThan(TOTAL / 2);
            }
        }
    }

    private static String readSlowly(TestConnection connection, long seed) {
        Random random = new Random(~seed);
        byte[] chunk = new byte[256 * 1024];
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            InputStream in = connection.peer.getInputStream();
            int read;
            while ((read = in.read(chunk, 0, 1 + random.nextInt(chunk.length))) > 0) {
                digest.update(chunk, 0, read);
                if (random.nextInt(200) == 0) {
                    Thread.sleep(random.nextInt(20));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the stream and digests what it wrote. */
    private final class Writer {
        private final TestConnection connection;
        private final Channel channel;
        private final Random random;
        private final PoisoningAllocator poisoning;
        private final boolean changesRoute;
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        Writer(TestConnection connection, Random random, PoisoningAllocator poisoning, boolean changesRoute) {
            this.connection = connection;
            this.channel = connection.channel;
            this.random = random;
            this.poisoning = poisoning;
            this.changesRoute = changesRoute;
        }

        String writeAll() throws Exception {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ChannelFuture last = channel.newSucceededFuture();
            long queued = 0;
            for (long written = 0; written < TOTAL;) {
                byte[] content = new byte[randomSize()];
                random.nextBytes(content);
                digest.update(content);
                written += content.length;
                queued += content.length;
                Object message = random.nextInt(40) == 0 ? region(content) : buffer(content);
                last = write(message);
                if (changesRoute && random.nextInt(5) == 0) {
                    connection.config().setZeroCopyThreshold(random.nextInt(4) == 0 ? -1 : random.nextInt(100_000));
                }
                if (random.nextInt(3) == 0) {
                    channel.flush();
                }
                if (queued > 24 << 20) {
                    channel.flush();
                    last.await();
                    queued = 0;
                }
            }
            channel.flush();
            last.await();
            return HexFormat.of().formatHex(digest.digest());
        }

        private ChannelFuture write(Object message) {
            if (random.nextInt(8) == 0) {
                channel.write(message, channel.voidPromise());
                return channel.write(Unpooled.EMPTY_BUFFER);
            }
            ChannelFuture future = random.nextInt(8) == 0
                    ? channel.write(message, channel.newProgressivePromise()) : channel.write(message);
            return future.addListener(done -> {
                if (!done.isSuccess()) {
                    failure.compareAndSet(null, done.cause());
                }
            });
        }

        private int randomSize() {
            int magnitude = random.nextInt(100);
            if (magnitude < 40) {
                return 1 + random.nextInt(1000);
            }
            if (magnitude < 75) {
                return 1 + random.nextInt(32 * 1024);
            }
            return 1 + random.nextInt(magnitude < 96 ? 512 * 1024 : MAX_MESSAGE);
        }

        private ByteBuf buffer(byte[] content) {
            ByteBufAllocator pooled = PooledByteBufAllocator.DEFAULT;
            switch (random.nextInt(12)) {
                case 0:
                    return Unpooled.wrappedBuffer(content);
                case 1:
                    return pooled.heapBuffer(content.length).writeBytes(content);
                case 2:
                    return UnpooledByteBufAllocator.DEFAULT.directBuffer(content.length).writeBytes(content);
                case 3:
                    return Unpooled.wrappedBuffer(
                            ByteBuffer.allocateDirect(content.length).put(content).flip());
                case 4:
                    return composite(content);
                case 5:
                    return Unpooled.unreleasableBuffer(
                            Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(content.length).put(content).flip()));
                case 6:
                    return pooled.directBuffer(content.length).writeBytes(content).asReadOnly();
                case 7:
                    return retainedSlice(content);
                case 8:
                    return pooled.directBuffer(content.length + 7).writeZero(7).writeBytes(content).skipBytes(7);
                case 9:
                    return pooled.directBuffer(content.length).writeBytes(content);
                default:
                    return poisoning.directBuffer(content.length).writeBytes(content);
            }
        }

        private ByteBuf composite(byte[] content) {
            int cut = random.nextInt(content.length);
            ByteBuf head = PooledByteBufAllocator.DEFAULT.directBuffer().writeBytes(content, 0, cut);
            ByteBuf tail = poisoning.directBuffer(content.length - cut).writeBytes(content, cut, content.length - cut);
            return PooledByteBufAllocator.DEFAULT.compositeDirectBuffer().addComponents(true, head, tail);
        }

        private ByteBuf retainedSlice(byte[] content) {
            ByteBuf parent = PooledByteBufAllocator.DEFAULT.directBuffer(content.length + 64);
            parent.writeZero(64).writeBytes(content);
            ByteBuf slice = parent.retainedSlice(64, content.length);
            parent.release();
            return slice;
        }

        private DefaultFileRegion region(byte[] content) throws Exception {
            Path file = Files.write(Files.createTempFile(folder, "region", ""), content);
            return new DefaultFileRegion(file.toFile(), 0, content.length);
        }
    }
}
