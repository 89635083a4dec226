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

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.RecvByteBufAllocator;

import java.net.SocketAddress;

/**
 * What the pipeline's head sees as the channel's {@link Channel.Unsafe}: every write that reaches the transport
 * passes here, with the promise that a handler in the pipeline could only see if nobody put another one in front
 * of it. Large messages are classified, flushes are counted; everything else goes straight through.
 */
final class WriteInterceptor implements Channel.Unsafe {

    private final ZeroCopySocketChannel channel;
    private final Channel.Unsafe unsafe;

    WriteInterceptor(ZeroCopySocketChannel channel, Channel.Unsafe unsafe) {
        this.channel = channel;
        this.unsafe = unsafe;
    }

    @Override
    public void write(Object message, ChannelPromise promise) {
        boolean accepted = unsafe.outboundBuffer() != null;
        if (accepted && message instanceof ByteBuf && ((ByteBuf) message).readableBytes() >= Run.MIN_PINNED) {
            unsafe.write(message, channel.sends().classify((ByteBuf) message, promise));
            channel.sends().written();
        } else {
            unsafe.write(message, promise);
        }
    }

    @Override
    public void flush() {
        channel.flush(unsafe);
    }

    @Override
    @SuppressWarnings("deprecation") // The interface itself still uses the deprecated type.
    public RecvByteBufAllocator.Handle recvBufAllocHandle() {
        return unsafe.recvBufAllocHandle();
    }

    @Override
    public SocketAddress localAddress() {
        return unsafe.localAddress();
    }

    @Override
    public SocketAddress remoteAddress() {
        return unsafe.remoteAddress();
    }

    @Override
    public void register(EventLoop eventLoop, ChannelPromise promise) {
        unsafe.register(eventLoop, promise);
    }

    @Override
    public void bind(SocketAddress localAddress, ChannelPromise promise) {
        unsafe.bind(localAddress, promise);
    }

    @Override
    public void connect(SocketAddress remoteAddress, SocketAddress localAddress, ChannelPromise promise) {
        unsafe.connect(remoteAddress, localAddress, promise);
    }

    @Override
    public void disconnect(ChannelPromise promise) {
        unsafe.disconnect(promise);
    }

    @Override
    public void close(ChannelPromise promise) {
        unsafe.close(promise);
    }

    @Override
    public void closeForcibly() {
        unsafe.closeForcibly();
    }

    @Override
    public void deregister(ChannelPromise promise) {
        unsafe.deregister(promise);
    }

    @Override
    public void beginRead() {
        unsafe.beginRead();
    }

    @Override
    public ChannelPromise voidPromise() {
        return unsafe.voidPromise();
    }

    @Override
    public ChannelOutboundBuffer outboundBuffer() {
        return unsafe.outboundBuffer();
    }
}
