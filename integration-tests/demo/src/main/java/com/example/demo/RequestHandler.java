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

import com.example.demo.load.LoadShape;
import com.example.demo.load.Transport;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpChunkedInput;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.zerocopy.netty.ZeroCopyMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.function.Supplier;

/** Answers the requests of one connection, one after the other. */
final class RequestHandler extends SimpleChannelInboundHandler<HttpObject> {

    private static final Logger LOGGER = LoggerFactory.getLogger(RequestHandler.class);

    private final Supplier<ZeroCopyMetrics> metrics;
    private final SharedFolder folder;
    private final int chunkSize;
    private final Dashboard dashboard;
    private HttpRequest request;

    RequestHandler(Supplier<ZeroCopyMetrics> metrics, SharedFolder folder, int chunkSize, Dashboard dashboard) {
        this.metrics = metrics;
        this.folder = folder;
        this.chunkSize = chunkSize;
        this.dashboard = dashboard;
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
        String objection = OriginCheck.objection(request.headers());
        if (objection != null) {
            send(ctx, HttpResponseStatus.FORBIDDEN, objection + '\n');
            return;
        }
        QueryStringDecoder uri = new QueryStringDecoder(request.uri());
        String path;
        try {
            path = uri.path();
        } catch (IllegalArgumentException e) {
            send(ctx, HttpResponseStatus.BAD_REQUEST, "cannot decode the path\n");
            return;
        }
        if (path.equals("/load")) {
            if (isAllowed(ctx, HttpMethod.POST)) {
                chooseLoad(ctx, uri);
            }
        } else if (isAllowed(ctx, HttpMethod.GET, HttpMethod.HEAD)) {
            answerGet(ctx, path);
        }
    }

    private void answerGet(ChannelHandlerContext ctx, String path) throws IOException {
        Asset asset = Asset.at(path);
        if (asset != null) {
            finish(ctx, ctx.writeAndFlush(Responses.asset(ctx.alloc(), asset)));
        } else if (path.equals("/events")) {
            sendEvents(ctx);
        } else if (path.equals("/metrics")) {
            send(ctx, HttpResponseStatus.OK, MetricsText.of(metrics.get()));
        } else if (path.startsWith("/blob/")) {
            sendBlob(ctx, path.substring("/blob/".length()));
        } else if (path.startsWith("/file/")) {
            sendFile(ctx, path.substring("/file/".length()));
        } else {
            send(ctx, HttpResponseStatus.NOT_FOUND, "not found\n");
        }
    }

    private void chooseLoad(ChannelHandlerContext ctx, QueryStringDecoder uri) {
        LoadShape shape;
        try {
            String transport = parameter(uri, "transport");
            shape = transport.equals("NONE") ? null : new LoadShape(Transport.named(transport),
                    (int) Math.min(Integer.MAX_VALUE, ByteSize.parse(parameter(uri, "message"))));
        } catch (IllegalArgumentException e) {
            send(ctx, HttpResponseStatus.BAD_REQUEST, e.getMessage() + '\n');
            return;
        }
        dashboard.choose(shape).whenComplete((done, failure) -> {
            if (failure == null) {
                send(ctx, HttpResponseStatus.OK, "chosen\n");
            } else {
                send(ctx, HttpResponseStatus.BAD_GATEWAY, "the load cannot run: " + failure.getMessage() + '\n');
            }
        });
    }

    private static String parameter(QueryStringDecoder uri, String name) {
        List<String> values = uri.parameters().getOrDefault(name, List.of());
        if (values.size() != 1) {
            throw new IllegalArgumentException("needs the parameter " + name + " once");
        }
        return values.get(0);
    }

    /** Nothing more is read from this connection: it ends with the events. */
    private void sendEvents(ChannelHandlerContext ctx) {
        if (isHead()) {
            finish(ctx, ctx.writeAndFlush(Responses.withoutBody(Responses.events())));
            return;
        }
        ctx.writeAndFlush(Responses.events());
        dashboard.watch(ctx.channel());
    }

    private void sendBlob(ChannelHandlerContext ctx, String sizeText) {
        long size;
        try {
            size = ByteSize.parse(sizeText);
        } catch (IllegalArgumentException e) {
            send(ctx, HttpResponseStatus.BAD_REQUEST, e.getMessage() + '\n');
            return;
        }
        if (isHead()) {
            // The codec would drop the body, but only after all of it was made.
            sendHead(ctx, size);
            return;
        }
        ctx.write(Responses.bytes(size));
        finish(ctx, ctx.writeAndFlush(new HttpChunkedInput(new Blob(size, chunkSize))));
    }

    private void sendFile(ChannelHandlerContext ctx, String name) throws IOException {
        FileChannel file;
        try {
            file = folder.open(name);
        } catch (SecurityException e) {
            send(ctx, HttpResponseStatus.FORBIDDEN, "not in the served folder\n");
            return;
        } catch (IOException e) {
            send(ctx, HttpResponseStatus.NOT_FOUND, "no such file\n");
            return;
        }
        long size = file.size();
        if (isHead() || size == 0) {
            file.close();
            sendHead(ctx, size);
            return;
        }
        ctx.write(Responses.bytes(size));
        // Closes the file when it is sent, and also if it cannot be sent.
        ctx.write(new DefaultFileRegion(file, 0, size));
        finish(ctx, ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
    }

    private void sendHead(ChannelHandlerContext ctx, long size) {
        finish(ctx, ctx.writeAndFlush(Responses.withoutBody(Responses.bytes(size))));
    }

    private void send(ChannelHandlerContext ctx, HttpResponseStatus status, String text) {
        finish(ctx, ctx.writeAndFlush(Responses.text(ctx.alloc(), status, text)));
    }

    private void badRequest(ChannelHandlerContext ctx) {
        ctx.channel().config().setAutoRead(false);
        FullHttpResponse response =
                Responses.text(ctx.alloc(), HttpResponseStatus.BAD_REQUEST, "cannot read the request\n");
        // Where the next request would start is anybody's guess.
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        finish(ctx, ctx.writeAndFlush(response));
    }

    /** If not, says so to the client. */
    private boolean isAllowed(ChannelHandlerContext ctx, HttpMethod... methods) {
        if (List.of(methods).contains(request.method())) {
            return true;
        }
        String allowed = String.join(", ", List.of(methods).stream().map(HttpMethod::name).toList());
        FullHttpResponse response =
                Responses.text(ctx.alloc(), HttpResponseStatus.METHOD_NOT_ALLOWED, allowed + " only\n");
        response.headers().set(HttpHeaderNames.ALLOW, allowed);
        finish(ctx, ctx.writeAndFlush(response));
        return false;
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

    private boolean isHead() {
        return request.method().equals(HttpMethod.HEAD);
    }
}
