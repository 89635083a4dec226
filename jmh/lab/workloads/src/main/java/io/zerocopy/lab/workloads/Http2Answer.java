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

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * Makes a connection speak HTTP/2 as a server does that answers one request without end: frames of 16 KiB, as slices of
 * the bodies. The far end of a wire only acknowledges, so the client's frames are not received but made here: its
 * preface and request, and more window before it is used up.
 */
final class Http2Answer extends ChannelInboundHandlerAdapter {

    private static final int SETTINGS = 4;
    private static final int HEADERS = 1;
    private static final int WINDOW_UPDATE = 8;
    private static final int SETTINGS_INITIAL_WINDOW_SIZE = 4;
    private static final int END_OF_STREAM_AND_HEADERS = 5;
    private static final int REQUEST_STREAM = 1;
    /** GET, /, http in HPACK's static table. */
    private static final byte[] REQUEST = {(byte) 0x82, (byte) 0x84, (byte) 0x86};
    private static final int WINDOW = 1 << 30;

    private Channel channel;
    private Http2FrameCodec codec;
    private Http2FrameStream stream;

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        channel = ctx.channel();
        codec = Http2FrameCodecBuilder.forServer().build();
        channel.pipeline().addFirst(codec);
        ByteBuf client = Unpooled.buffer();
        client.writeBytes(Http2CodecUtil.connectionPrefaceBuf());
        frame(client, 6, SETTINGS, 0, 0).writeShort(SETTINGS_INITIAL_WINDOW_SIZE).writeInt(WINDOW);
        windowUpdate(client, 0, WINDOW - Http2CodecUtil.DEFAULT_WINDOW_SIZE);
        frame(client, REQUEST.length, HEADERS, END_OF_STREAM_AND_HEADERS, REQUEST_STREAM).writeBytes(REQUEST);
        channel.pipeline().fireChannelRead(client);
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof Http2HeadersFrame) {
            stream = ((Http2HeadersFrame) message).stream();
            ctx.writeAndFlush(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("200")).stream(stream));
        }
        ReferenceCountUtil.release(message);
    }

    /** The next part of the answer's body. */
    Object next(ByteBuf body) {
        if (stream == null) {
            throw new IllegalStateException("the codec has not understood the request");
        }
        Http2Connection connection = codec.connection();
        int window = connection.remote().flowController().windowSize(connection.connectionStream());
        if (window < WINDOW / 2) {
            ByteBuf client = Unpooled.buffer();
            windowUpdate(client, 0, WINDOW - window);
            windowUpdate(client, REQUEST_STREAM, WINDOW - window);
            channel.pipeline().fireChannelRead(client);
        }
        return new DefaultHttp2DataFrame(body).stream(stream);
    }

    private static void windowUpdate(ByteBuf out, int streamId, int bytes) {
        frame(out, 4, WINDOW_UPDATE, 0, streamId).writeInt(bytes);
    }

    private static ByteBuf frame(ByteBuf out, int length, int type, int flags, int streamId) {
        return out.writeMedium(length).writeByte(type).writeByte(flags).writeInt(streamId);
    }
}
