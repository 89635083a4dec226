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
import jdk.jfr.Configuration;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/** What a recording contains, with and without the events switched on. */
@Timeout(60)
class JfrEventsTest {

    private static final int SIZE = 1 << 20;
    private static final Duration LONG_HOLD = Duration.ofMillis(300);
    private static final List<Class<? extends Event>> ALL = List.of(SendEvent.class, HoldEvent.class,
            FallbackEvent.class, PathChangeEvent.class, ArenaGrowthEvent.class);

    @TempDir
    Path files;

    @Test
    void sendsAndLongHoldsAreRecorded() throws Exception {
        try (Recording recording = new Recording(); TestConnection connection = TestConnection.builder()
                .option(ZeroCopyChannelOption.ZERO_COPY_THRESHOLD, 0).open()) {
            recording.enable(SendEvent.class);
            recording.enable(HoldEvent.class).with("minimum", LONG_HOLD.toMillis() + " ms");
            recording.start();
            connection.channel.writeAndFlush(message(connection, SIZE));
            Thread.sleep(LONG_HOLD.toMillis() * 2);
            connection.drainInBackground();
            await().until(() -> connection.metrics().bytes(Route.ZERO_COPY) == SIZE
                    && connection.metrics().inFlightSends() == 0);
            long held = connection.metrics().maxHoldMicros();
            long runs = connection.metrics().runs(Route.ZERO_COPY);
            Thread.sleep(2);
            connection.channel.writeAndFlush(message(connection, 10)).sync();
            await().until(() -> connection.metrics().inFlightSends() == 0);

            List<RecordedEvent> events = stop(recording);
            List<RecordedEvent> sends = of(events, "Send");
            assertThat(sends).isNotEmpty().allSatisfy(send -> {
                assertThat(send.getString("channel")).isEqualTo(connection.channel.toString());
                assertThat(send.getInt("buffers")).isEqualTo(1);
                assertThat(send.getLong("requested")).isPositive();
            });
            assertThat(sends.get(0).getLong("requested")).isEqualTo(SIZE);
            assertThat(sends.get(0).getBoolean("registered")).isEqualTo(ZeroCopy.sendsRegistered());
            assertThat(sends.get(0).getInt("sends")).isEqualTo(1);
            assertThat(sends.get(sends.size() - 1).getInt("result")).isEqualTo(10);
            // Of many in a millisecond one is recorded. It stands for the others, also for those that found no room.
            assertThat(sends.stream().mapToInt(send -> send.getInt("sends")).sum()).isGreaterThan((int) runs);
            List<RecordedEvent> holds = of(events, "Hold");
            assertThat(holds).isNotEmpty().hasSizeLessThan(sends.size()).allSatisfy(hold -> {
                assertThat(hold.getDuration("held")).isBetween(LONG_HOLD, Duration.ofNanos((held + 1) * 1000));
                assertThat(hold.getString("channel")).isEqualTo(connection.channel.toString());
                assertThat(hold.getLong("bytes")).isBetween(1L, (long) SIZE);
            });
        }
    }

    @Test
    void changesOfThePathAndFallbacksAreRecorded() throws Exception {
        try (Recording recording = new Recording(); TestConnection connection = TestConnection.builder()
                .option(ZeroCopyChannelOption.ZERO_COPY_LEARN_PATH, true).open()) {
            recording.enable(PathChangeEvent.class);
            recording.enable(FallbackEvent.class);
            recording.start();
            connection.drainInBackground();
            connection.channel.writeAndFlush(message(connection, 10)).sync();
            connection.channel.writeAndFlush(message(connection, SIZE)).sync();
            await().until(() -> connection.metrics().connections(PathState.LOCAL_PATH) == 1);
            // Some of them may find out whether the path is still local.
            for (int i = 0; i < 5; i++) {
                connection.channel.writeAndFlush(message(connection, SIZE)).sync();
            }
            // The counters follow the future.
            connection.channel.eventLoop().submit(() -> { }).sync();
            long copied = connection.metrics().bytes(Route.LOCAL_PATH);

            List<RecordedEvent> events = stop(recording);
            assertThat(of(events, "PathChange")).extracting(change -> change.getString("from"),
                    change -> change.getString("to")).containsExactly(
                    tuple(null, "PROBING"),
                    tuple("PROBING", "LOCAL_PATH"));
            assertThat(of(events, "PathChange")).extracting(change -> change.getString("localAddress"))
                    .containsOnly("127.0.0.1");
            List<RecordedEvent> fallbacks = of(events, "Fallback");
            assertThat(copied).isPositive();
            assertThat(fallbacks).extracting(fallback -> fallback.getString("route")).containsOnly("LOCAL_PATH");
            assertThat(fallbacks.stream().mapToLong(fallback -> fallback.getLong("bytes")).sum())
                    .isBetween(1L, copied);
            assertThat(fallbacks.stream().mapToLong(fallback -> fallback.getInt("fallbacks")).sum())
                    .isBetween(1L, connection.metrics().runs(Route.LOCAL_PATH));
            assertThat(fallbacks).extracting(fallback -> fallback.getString("channel"))
                    .containsOnly(connection.channel.toString());
        }
    }

    @Test
    void growthIsRecorded() throws Exception {
        try (Recording recording = new Recording()) {
            recording.enable(ArenaGrowthEvent.class);
            recording.start();
            RegisteredMemory memory = RegisteredMemory.forProcess();
            Arena arena = new Arena(memory, null, SIZE);
            Piece piece = arena.take(SIZE / 4);
            long registered = memory.bytes();
            assertThat(piece).isNotNull();
            arena.release(piece);
            arena.close();
            memory.close(false);
            assertThat(of(stop(recording), "ArenaGrowth")).singleElement().satisfies(growth -> {
                assertThat(growth.getString("owner")).isNull();
                assertThat(growth.getLong("regionBytes")).isEqualTo(registered);
                assertThat(growth.getLong("arenaBytes")).isEqualTo(registered);
                assertThat(growth.getStackTrace()).isNotNull();
            });
        }
    }

    @Test
    void ofManyInAMillisecondOneIsRecordedAndStandsForTheOthers() {
        EventPace pace = new EventPace();
        long start = System.nanoTime();
        assertThat(pace.next(start)).isEqualTo(1);
        for (int i = 0; i < 9; i++) {
            assertThat(pace.next(start + i * 100_000L)).isZero();
        }
        assertThat(pace.next(start + 1_000_000)).isEqualTo(10);
        assertThat(pace.next(start + 2_000_000)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"100 ms, 100000000", "1s, 1000000000", "' 20 us ', 20000", "0 ns, 0", "2 m, 120000000000",
                "soon, 100000000", "-1 s, 100000000"})
    void timesAreWrittenAsInJfr(String text, long nanos) {
        TimeSetting setting = new TimeSetting();
        setting.setValue(text);
        assertThat(setting.nanos()).isEqualTo(nanos);
        assertThat(setting.getValue()).isEqualTo(text);
    }

    @Test
    void theShortestTimeOfSeveralRecordingsCounts() {
        assertThat(new TimeSetting().combine(Set.of("1 s", "50 ms", "1 m"))).isEqualTo("50 ms");
    }

    @Test
    void everyEventIsOffUnlessWanted() throws Exception {
        ALL.forEach(FlightRecorder::register);
        try (Recording recording = new Recording(Configuration.getConfiguration("profile"));
             TestConnection connection = TestConnection.builder()
                     .option(ZeroCopyChannelOption.ZERO_COPY_LEARN_PATH, true).open()) {
            recording.start();
            connection.drainInBackground();
            for (int i = 0; i < 10; i++) {
                connection.channel.writeAndFlush(message(connection, SIZE)).sync();
            }
            assertThat(SendEvent.isEventEnabled()).isFalse();
            assertThat(HoldEvent.isEventEnabled()).isFalse();
            assertThat(FallbackEvent.isEventEnabled()).isFalse();
            assertThat(PathChangeEvent.isEventEnabled()).isFalse();
            assertThat(ArenaGrowthEvent.isEventEnabled()).isFalse();
            assertThat(stop(recording)).isNotEmpty().noneMatch(event -> event.getEventType().getName()
                                                                             .startsWith("io.zerocopy."));
        }
    }

    @Test
    void everyEventIsNamedAndExplained() throws Exception {
        String page = Files.readString(Path.of("docs", "metrics.md"));
        ALL.forEach(FlightRecorder::register);
        assertThat(FlightRecorder.getFlightRecorder().getEventTypes())
                .filteredOn(type -> type.getName().startsWith("io.zerocopy.netty.")).hasSize(ALL.size())
                .allSatisfy(type -> {
                    assertThat(type.getCategoryNames()).containsExactly("Netty", "Zero Copy");
                    assertThat(type.getLabel()).isNotBlank();
                    assertThat(type.getDescription()).isNotBlank();
                    assertThat(page).contains("\n| `" + type.getName() + "` |");
                });
    }

    private static ByteBuf message(TestConnection connection, int size) {
        return connection.channel.alloc().directBuffer(size).writeZero(size);
    }

    private List<RecordedEvent> stop(Recording recording) throws IOException {
        recording.stop();
        Path file = files.resolve("recording.jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file);
    }

    private static List<RecordedEvent> of(List<RecordedEvent> events, String name) {
        Stream<RecordedEvent> wanted = events.stream()
                .filter(event -> event.getEventType().getName().equals("io.zerocopy.netty." + name));
        return wanted.sorted(Comparator.comparing(RecordedEvent::getStartTime)).toList();
    }
}
