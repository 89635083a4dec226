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

import java.util.ArrayDeque;

/** Pieces that wait to be used again: the last one first, since its memory may still be in a cache. */
final class PieceStack {

    private final ArrayDeque<Piece> pieces = new ArrayDeque<>();
    private int unneeded;

    Piece pop() {
        Piece piece = pieces.pollLast();
        unneeded = Math.min(unneeded, pieces.size());
        return piece;
    }

    void push(Piece piece) {
        pieces.addLast(piece);
    }

    int size() {
        return pieces.size();
    }

    /** Dissolves the pieces for which nobody asked since the last call. */
    void trim() {
        for (; unneeded > 0; unneeded--) {
            pieces.pollFirst().dissolve();
        }
        unneeded = pieces.size();
    }

    void clear() {
        unneeded = pieces.size();
        trim();
    }
}
