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
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;

/** One connection of the HTTP server. */
final class HttpAnswers extends Answering {

    private final Messages bodies;
    private final ChannelFutureListener countWhenSent;

    HttpAnswers(Messages bodies, Tally tally) {
        this.bodies = bodies;
        countWhenSent = future -> {
            if (future.isSuccess()) {
                tally.finished(1, bodies.size());
            }
        };
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request) {
            answer(ctx, request);
        }
        ReferenceCountUtil.release(message);
    }

    private void answer(ChannelHandlerContext ctx, HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            refuse(ctx, HttpResponseStatus.BAD_REQUEST);
        } else if (!request.method().equals(HttpMethod.GET)) {
            refuse(ctx, HttpResponseStatus.METHOD_NOT_ALLOWED);
        } else {
            boolean keepAlive = HttpUtil.isKeepAlive(request);
            ChannelFuture sent = write(ctx, HttpResponseStatus.OK, bodies.next(ctx.alloc()), keepAlive);
            sent.addListener(countWhenSent);
            if (!keepAlive) {
                sent.addListener(ChannelFutureListener.CLOSE);
            }
        }
    }

    private static void refuse(ChannelHandlerContext ctx, HttpResponseStatus status) {
        write(ctx, status, Unpooled.EMPTY_BUFFER, false).addListener(ChannelFutureListener.CLOSE);
    }

    private static ChannelFuture write(ChannelHandlerContext ctx, HttpResponseStatus status, ByteBuf body,
                                       boolean keepAlive) {
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        HttpUtil.setKeepAlive(response, keepAlive);
        return ctx.write(response);
    }
}
