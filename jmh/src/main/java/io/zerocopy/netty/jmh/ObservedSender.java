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
package io.zerocopy.netty.jmh;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.zerocopy.netty.Route;
import io.zerocopy.netty.ZeroCopy;
import io.zerocopy.netty.ZeroCopyChannelOption;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopySocketChannel;
import io.zerocopy.netty.micrometer.ZeroCopyMeterBinder;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A process of {@link ObservedStream}. It sends from a line on its standard input to the next. */
public final class ObservedSender {

    private final ZeroCopyEventLoopGroup group = new ZeroCopyEventLoopGroup(1);
    private final Source source;
    private final Channel channel;

    private ObservedSender(InetSocketAddress peer, int bytes) throws InterruptedException {
        ZeroCopy.ensureAvailability();
        source = new Source(bytes);
        // Writable means that nothing is queued, so that each request carries one buffer.
        channel = new Bootstrap().group(group).channel(ZeroCopySocketChannel.class).handler(source)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(1, 1))
                .option(ZeroCopyChannelOption.ZERO_COPY_THRESHOLD, 0)
                .connect(peer).sync().channel();
    }

    /** Arguments: host and port of the peer, the size of a message, and whether there is a registry that is asked. */
    public static void main(String[] args) throws Exception {
        ObservedSender sender = new ObservedSender(
                new InetSocketAddress(args[0], Integer.parseInt(args[1])), Integer.parseInt(args[2]));
        if (Boolean.parseBoolean(args[3])) {
            PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            new ZeroCopyMeterBinder(sender.group).bindTo(registry);
            Executors.newSingleThreadScheduledExecutor().scheduleAtFixedRate(registry::scrape, 1, 1, TimeUnit.SECONDS);
        }
        sender.answer(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        System.exit(0);
    }

    /** Answers the second line of two with the bytes that were sent in each nanosecond since the first. */
    private void answer(BufferedReader lines) throws IOException, InterruptedException {
        while (lines.readLine() != null) {
            long bytes = sent();
            long start = System.nanoTime();
            channel.eventLoop().execute(source::start);
            lines.readLine();
            channel.eventLoop().submit(source::stop).sync();
            long nanos = System.nanoTime() - start;
            System.out.println((double) (sent() - bytes) / nanos);
        }
    }

    private long sent() {
        return group.metrics().bytes(Route.ZERO_COPY);
    }

    /** Writes and flushes fresh buffers while it runs and the channel is writable. */
    private static final class Source extends ChannelInboundHandlerAdapter {

        /** So that the event loop comes around. */
        private static final int AT_ONCE = 256;

        private final int bytes;
        private ChannelHandlerContext context;
        private boolean running;
        private boolean sending;

        Source(int bytes) {
            this.bytes = bytes;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            context = ctx;
        }

        void start() {
            running = true;
            send();
        }

        void stop() {
            running = false;
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            // Otherwise in the middle of a flush, which would only queue what is written now.
            if (!sending && ctx.channel().isWritable()) {
                ctx.executor().execute(this::send);
            }
        }

        private void send() {
            sending = true;
            for (int i = 0; i < AT_ONCE && running && context.channel().isWritable(); i++) {
                context.writeAndFlush(context.alloc().directBuffer(bytes).writerIndex(bytes), context.voidPromise());
            }
            sending = false;
            if (running && context.channel().isWritable()) {
                context.executor().execute(this::send);
            }
        }
    }
}
