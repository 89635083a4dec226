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

import java.util.function.Consumer;

/**
 * The requests of one ring by slot, reused without allocation. A completion finds its request by key, in whatever
 * order completions come.
 */
final class InFlightTable {

    private final InFlightSend[] sends;
    private final int[] freeSlots;
    private int freeCount;

    InFlightTable(int slots) {
        sends = new InFlightSend[slots];
        freeSlots = new int[slots];
        for (int i = 0; i < slots; i++) {
            sends[i] = new InFlightSend(i);
            freeSlots[i] = i;
        }
        freeCount = slots;
    }

    int slots() {
        return sends.length;
    }

    boolean isEmpty() {
        return freeCount == sends.length;
    }

    boolean isFull() {
        return freeCount == 0;
    }

    InFlightSend take(ChannelSends channel) {
        InFlightSend send = sends[freeSlots[--freeCount]];
        send.begin(channel);
        return send;
    }

    /** Returns the request of that key, or {@code null} if it has ended already. */
    InFlightSend find(long key) {
        InFlightSend send = sends[InFlightSend.slotOf(key)];
        return send.isActive() && send.key() == key ? send : null;
    }

    /** Releases what the request still holds; its slot may be taken again. */
    void free(InFlightSend send) {
        send.end();
        freeSlots[freeCount++] = send.slot();
    }

    void forEach(Consumer<InFlightSend> action) {
        for (InFlightSend send : sends) {
            if (send.isActive()) {
                action.accept(send);
            }
        }
    }
}
