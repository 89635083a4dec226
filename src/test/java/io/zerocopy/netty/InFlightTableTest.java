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
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class InFlightTableTest {

    @Test
    void completionsInAnyOrderFindTheirOwnSend() {
        InFlightTable table = new InFlightTable(64);
        Random random = new Random(1);
        for (int round = 0; round < 50; round++) {
            List<InFlightSend> sends = new ArrayList<>();
            List<ByteBuf> buffers = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                InFlightSend send = table.take(null);
                ByteBuf buffer = Unpooled.directBuffer(16).writeZero(16);
                send.pin(buffer, null, 16);
                send.accepted(16, 0);
                sends.add(send);
                buffers.add(buffer);
            }
            assertThat(table.isFull()).isTrue();
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                order.add(i);
            }
            Collections.shuffle(order, random);
            for (int index : order) {
                InFlightSend send = table.find(sends.get(index).key());
                assertThat(send).isSameAs(sends.get(index));
                table.free(send);
                assertThat(buffers.get(index).refCnt()).isEqualTo(1);
                buffers.get(index).release();
            }
            assertThat(table.isEmpty()).isTrue();
        }
    }

    @Test
    void aStrayCompletionCannotTouchTheNextUserOfTheSlot() {
        InFlightTable table = new InFlightTable(1);
        InFlightSend first = table.take(null);
        long oldKey = first.key();
        table.free(first);
        assertThat(table.find(oldKey)).isNull();
        table.take(null);
        assertThat(table.find(oldKey)).isNull();
    }

    @Test
    void onlyWhatTheKernelTookStaysPinned() {
        InFlightTable table = new InFlightTable(1);
        InFlightSend send = table.take(null);
        ByteBuf taken = Unpooled.directBuffer(100).writeZero(100);
        ByteBuf partlyTaken = Unpooled.directBuffer(100).writeZero(100);
        ByteBuf notTaken = Unpooled.directBuffer(100).writeZero(100);
        send.pin(taken, null, 100);
        send.pin(partlyTaken, null, 200);
        send.pin(notTaken, null, 300);

        send.accepted(150, 0);
        assertThat(taken.refCnt()).isEqualTo(2);
        assertThat(partlyTaken.refCnt()).isEqualTo(2);
        assertThat(notTaken.refCnt()).isEqualTo(1);

        table.free(send);
        assertThat(taken.refCnt()).isEqualTo(1);
        assertThat(partlyTaken.refCnt()).isEqualTo(1);
        taken.release();
        partlyTaken.release();
        notTaken.release();
    }

    @Test
    void aMessageThatEndsExactlyAtTheLimitIsKeptAndTheNextIsNot() {
        InFlightSend send = new InFlightTable(1).take(null);
        ByteBuf first = Unpooled.directBuffer(8).writeZero(8);
        ByteBuf second = Unpooled.directBuffer(8).writeZero(8);
        send.pin(first, null, 8);
        send.pin(second, null, 16);
        send.accepted(8, 0);
        assertThat(first.refCnt()).isEqualTo(2);
        assertThat(second.refCnt()).isEqualTo(1);
        send.end();
        first.release();
        second.release();
    }
}
