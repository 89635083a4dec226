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

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.zerocopy.lab.protocol.Parameters;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** GET by HTTP/1.1 with keep-alive. Bytes are those of the bodies. The request is encoded once for all. */
final class HttpExchange extends Exchange {

    /** As large as a read, so that the decoder cuts none into pieces. */
    private static final int MAX_CHUNK = 256 << 10;

    private HttpExchange(Loop loop, ByteBuf request) {
        super(loop, request);
    }

    static Function<Loop, Exchange> factory(Parameters parameters) {
        String path = parameters.string("path");
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path must start with '/', not '" + path + "'");
        }
        String text = "GET " + path + " HTTP/1.1\r\nHost: " + parameters.string("host") + ":" + parameters.port("port")
                + "\r\n\r\n";
        ByteBuf request = Reusable.buffer(text.getBytes(StandardCharsets.US_ASCII));
        return loop -> new HttpExchange(loop, request);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        super.handlerAdded(ctx);
        ctx.pipeline().addBefore(ctx.name(), null, new HttpResponseDecoder(
                new HttpDecoderConfig().setMaxChunkSize(MAX_CHUNK).setValidateHeaders(false)));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        HttpObject part = (HttpObject) message;
        try {
            read(part);
        } finally {
            ReferenceCountUtil.release(part);
        }
    }

    private void read(HttpObject part) {
        if (part.decoderResult().isFailure()) {
            fail("not HTTP, " + part.decoderResult().cause());
        } else if (part instanceof HttpResponse response && !response.status().equals(HttpResponseStatus.OK)) {
            fail("answered " + response.status());
        } else if (part instanceof HttpContent content) {
            received(content.content().readableBytes());
            if (part instanceof LastHttpContent) {
                answered();
            }
        }
    }
}
