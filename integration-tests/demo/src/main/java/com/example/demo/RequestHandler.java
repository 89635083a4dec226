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
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpChunkedInput;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.zerocopy.netty.ZeroCopyMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.function.Supplier;

/** Answers the requests of one connection, one after the other. */
final class RequestHandler extends SimpleChannelInboundHandler<HttpObject> {

    private static final Logger LOGGER = LoggerFactory.getLogger(RequestHandler.class);

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";

    private final Supplier<ZeroCopyMetrics> metrics;
    private final SharedFolder folder;
    private final int chunkSize;
    private HttpRequest request;

    RequestHandler(Supplier<ZeroCopyMetrics> metrics, SharedFolder folder, int chunkSize) {
        this.metrics = metrics;
        this.folder = folder;
        this.chunkSize = chunkSize;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) throws IOException {
        if (message instanceof HttpRequest) {
            request = (HttpRequest) message;
        }
        if (message.decoderResult().isFailure()) {
            badRequest(ctx);
        } else if (message instanceof LastHttpContent) {
            // The next request waits until this one is answered, so that no client can queue answers without end.
            ctx.channel().config().setAutoRead(false);
            answer(ctx);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOGGER.warn("{}: closed", ctx.channel(), cause);
        }
        ctx.close();
    }

    private void answer(ChannelHandlerContext ctx) throws IOException {
        if (!isGet() && !isHead()) {
            FullHttpResponse response = text(ctx, HttpResponseStatus.METHOD_NOT_ALLOWED, TEXT, "GET and HEAD only\n");
            response.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
            finish(ctx, ctx.writeAndFlush(response));
            return;
        }
        String path;
        try {
            path = new QueryStringDecoder(request.uri()).path();
        } catch (IllegalArgumentException e) {
            send(ctx, HttpResponseStatus.BAD_REQUEST, TEXT, "cannot decode the path\n");
            return;
        }
        if (path.equals("/")) {
            send(ctx, HttpResponseStatus.OK, HTML, Pages.INDEX);
        } else if (path.equals("/metrics")) {
            send(ctx, HttpResponseStatus.OK, TEXT, Pages.metrics(metrics.get()));
        } else if (path.startsWith("/blob/")) {
            sendBlob(ctx, path.substring("/blob/".length()));
        } else if (path.startsWith("/file/")) {
            sendFile(ctx, path.substring("/file/".length()));
        } else {
            send(ctx, HttpResponseStatus.NOT_FOUND, TEXT, "not found\n");
        }
    }

    private void sendBlob(ChannelHandlerContext ctx, String sizeText) {
        long size;
        try {
            size = ByteSize.parse(sizeText);
        } catch (IllegalArgumentException e) {
            send(ctx, HttpResponseStatus.BAD_REQUEST, TEXT, e.getMessage() + '\n');
            return;
        }
        if (isHead()) {
            // The codec would drop the body, but only after all of it was made.
            sendHead(ctx, size);
            return;
        }
        ctx.write(head(size));
        finish(ctx, ctx.writeAndFlush(new HttpChunkedInput(new Blob(size, chunkSize))));
    }

    private void sendFile(ChannelHandlerContext ctx, String name) throws IOException {
        FileChannel file;
        try {
            file = folder.open(name);
        } catch (SecurityException e) {
            send(ctx, HttpResponseStatus.FORBIDDEN, TEXT, "not in the served folder\n");
            return;
        } catch (IOException e) {
            send(ctx, HttpResponseStatus.NOT_FOUND, TEXT, "no such file\n");
            return;
        }
        long size = file.size();
        if (isHead() || size == 0) {
            file.close();
            sendHead(ctx, size);
            return;
        }
        ctx.write(head(size));
        // Closes the file when it is sent, and also if it cannot be sent.
        ctx.write(new DefaultFileRegion(file, 0, size));
        finish(ctx, ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
    }

    private void sendHead(ChannelHandlerContext ctx, long size) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER);
        response.headers().set(head(size).headers());
        finish(ctx, ctx.writeAndFlush(response));
    }

    private void send(ChannelHandlerContext ctx, HttpResponseStatus status, String type, String text) {
        finish(ctx, ctx.writeAndFlush(text(ctx, status, type, text)));
    }

    private void badRequest(ChannelHandlerContext ctx) {
        ctx.channel().config().setAutoRead(false);
        FullHttpResponse response = text(ctx, HttpResponseStatus.BAD_REQUEST, TEXT, "cannot read the request\n");
        // Where the next request would start is anybody's guess.
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        finish(ctx, ctx.writeAndFlush(response));
    }

    private static FullHttpResponse text(ChannelHandlerContext ctx, HttpResponseStatus status, String type,
                                         String text) {
        ByteBuf body = ByteBufUtil.writeUtf8(ctx.alloc(), text);
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, type)
                          .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        return response;
    }

    private static HttpResponse head(long size) {
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_OCTET_STREAM)
                          .set(HttpHeaderNames.CONTENT_LENGTH, size);
        return response;
    }

    private static void finish(ChannelHandlerContext ctx, ChannelFuture answered) {
        answered.addListener(future -> {
            if (future.isSuccess()) {
                ctx.channel().config().setAutoRead(true);
            } else {
                // The length was promised already: closing is all that can tell the client.
                ctx.close();
            }
        });
    }

    private boolean isGet() {
        return request.method().equals(HttpMethod.GET);
    }

    private boolean isHead() {
        return request.method().equals(HttpMethod.HEAD);
    }
}
