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
package com.example.demo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.stream.ChunkedInput;

import java.nio.charset.StandardCharsets;

/**
 * As many bytes as wanted, handed out in fresh buffers as the connection takes them. The content is the output of
 * {@code seq -f %07.0f 1 131071}, over and over, so that ordinary tools can tell what has to arrive. Its period is
 * no multiple of a chunk: a chunk that is lost, repeated or out of place changes the hash.
 */
final class Blob implements ChunkedInput<ByteBuf> {

    private static final int LINES = 131_071;
    private static final byte[] PATTERN = pattern();

    private final long size;
    private final int chunkSize;
    private long position;

    Blob(long size, int chunkSize) {
        this.size = size;
        this.chunkSize = chunkSize;
    }

    private static byte[] pattern() {
        StringBuilder text = new StringBuilder(LINES * 8);
        for (int line = 1; line <= LINES; line++) {
            String number = Integer.toString(line);
            text.append("0000000", 0, 7 - number.length()).append(number).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public ByteBuf readChunk(ByteBufAllocator allocator) {
        int length = (int) Math.min(chunkSize, size - position);
        ByteBuf chunk = allocator.buffer(length);
        int offset = (int) (position % PATTERN.length);
        while (chunk.readableBytes() < length) {
            int part = Math.min(length - chunk.readableBytes(), PATTERN.length - offset);
            chunk.writeBytes(PATTERN, offset, part);
            offset = 0;
        }
        position += length;
        return chunk;
    }

    @Override
    @Deprecated
    public ByteBuf readChunk(ChannelHandlerContext ctx) {
        return readChunk(ctx.alloc());
    }

    @Override
    public boolean isEndOfInput() {
        return position == size;
    }

    @Override
    public long length() {
        return size;
    }

    @Override
    public long progress() {
        return position;
    }

    @Override
    public void close() {
        // Holds nothing: each chunk belongs to whom it was handed to.
    }
}
