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
package com.example.modular;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Answers bytes that depend on their number alone, or the metrics. */
final class BlobHandler extends SimpleChannelInboundHandler<HttpObject> {

    private final ZeroCopyEventLoopGroup group;

    BlobHandler(ZeroCopyEventLoopGroup group) {
        this.group = group;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        if (message instanceof HttpRequest request) {
            byte[] content = content(request.uri().substring(1));
            ByteBuf body = ctx.alloc().buffer(content.length).writeBytes(content);
            FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, body);
            response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, content.length);
            ctx.writeAndFlush(response);
        }
    }

    private byte[] content(String path) {
        if (path.equals("metrics")) {
            return group.metrics().toString().getBytes(StandardCharsets.UTF_8);
        }
        byte[] bytes = new byte[Integer.parseInt(path)];
        new Random(bytes.length).nextBytes(bytes);
        return bytes;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
