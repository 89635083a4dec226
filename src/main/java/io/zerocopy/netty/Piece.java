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

import java.nio.ByteBuffer;

/**
 * Some pages of a {@link Region}, and the buffer object that stands for them: both are used again and again.
 */
final class Piece {

    private final Region region;
    private final int firstPage;
    private final int pages;
    private final PieceStack home;
    private RegisteredByteBuf buffer;

    /**
     * @param home where it waits while nobody uses it
     */
    Piece(Region region, int firstPage, int pages, PieceStack home) {
        this.region = region;
        this.firstPage = firstPage;
        this.pages = pages;
        this.home = home;
    }

    Region region() {
        return region;
    }

    int bytes() {
        return pages * PageClasses.PAGE;
    }

    ByteBuffer view() {
        return region.view(firstPage, pages);
    }

    /** The buffer that stands for it, or {@code null}. */
    RegisteredByteBuf buffer() {
        return buffer;
    }

    void buffer(RegisteredByteBuf user) {
        buffer = user;
    }

    /** Nobody uses the memory any more. May be called by any thread. */
    void release() {
        region.arena().release(this);
    }

    /** Makes it wait for its next use. */
    void park() {
        home.push(this);
    }

    /** Makes it part of the region's free pages again. */
    void dissolve() {
        region.giveBack(firstPage, pages);
    }
}
