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
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.AbstractEpollStreamChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.epoll.Native;
import io.netty.channel.internal.ChannelUtils;
import io.netty.channel.socket.InternetProtocolFamily;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * A {@link SocketChannel} that sends large runs of bytes straight from the memory of their
 * {@link ByteBuf}s and leaves everything else to Netty's epoll transport. On an event loop of a
 * {@link ZeroCopyEventLoopGroup} it sends by zero copy where that is possible; on one of a plain
 * {@link io.netty.channel.epoll.EpollEventLoopGroup} it behaves as an
 * {@link io.netty.channel.epoll.EpollSocketChannel}.
 *
 * <p>A buffer's memory is not released, and the future of a write of memory that the application shares is not
 * completed, before the kernel is done with the memory; see {@link SharedBufferPolicy}.
 */
public final class ZeroCopySocketChannel extends AbstractEpollStreamChannel implements SocketChannel {

    private final ZeroCopySocketChannelConfig config;
    private final ChannelSends sends;
    private final CopiedBytes copiedBytes = new CopiedBytes();

    /** Creates a channel for an outgoing connection. */
    public ZeroCopySocketChannel() {
        this(LinuxSocket.newSocketStream());
    }

    /** Creates a channel for an outgoing connection of the given protocol. */
    public ZeroCopySocketChannel(InternetProtocolFamily protocol) {
        this(LinuxSocket.newSocketStream(protocol));
    }

    /** Creates a channel for an existing socket. */
    public ZeroCopySocketChannel(int fd) {
        super(fd);
        config = new ZeroCopySocketChannelConfig(this);
        sends = new ChannelSends(this);
    }

    ZeroCopySocketChannel(Channel parent, LinuxSocket socket, InetSocketAddress remote) {
        super(parent, socket, remote);
        config = new ZeroCopySocketChannelConfig(this);
        sends = new ChannelSends(this);
    }

    private ZeroCopySocketChannel(LinuxSocket socket) {
        super(socket, false);
        config = new ZeroCopySocketChannelConfig(this);
        sends = new ChannelSends(this);
    }

    @Override
    public ZeroCopySocketChannelConfig config() {
        return config;
    }

    @Override
    public ServerSocketChannel parent() {
        return (ServerSocketChannel) super.parent();
    }

    @Override
    public InetSocketAddress localAddress() {
        return (InetSocketAddress) super.localAddress();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return (InetSocketAddress) super.remoteAddress();
    }

    /**
     * The pipeline's head asks for the unsafe while the pipeline is made, and keeps it; the event loop asks later
     * and gets Netty's own.
     */
    @Override
    public Unsafe unsafe() {
        return pipeline() == null ? new WriteInterceptor(this, super.unsafe()) : super.unsafe();
    }

    ChannelSends sends() {
        return sends;
    }

    /** A flush that reaches the transport, perhaps from a listener while Netty's epoll code writes. */
    void flush(Unsafe unsafe) {
        ChannelOutboundBuffer in = unsafe.outboundBuffer();
        if (in == null || !copiedBytes.isCounting()) {
            unsafe.flush();
            return;
        }
        copiedBytes.add(in, -1);
        unsafe.flush();
        copiedBytes.add(in, 1);
    }

    /** Gives up the connection and, unlike a mere close, everything that is queued in its socket. */
    void reset(Throwable cause) {
        pipeline().fireExceptionCaught(cause);
        if (isOpen()) {
            try {
                config.setSoLinger(0);
            } finally {
                unsafe().close(voidPromise());
            }
        }
    }

    @Override
    protected Object filterOutboundMessage(Object message) {
        Object filtered = super.filterOutboundMessage(message);
        if (filtered == message && message instanceof ByteBuf) {
            ByteBuf buffer = (ByteBuf) message;
            if (buffer.readableBytes() >= Run.MIN_PINNED && sends.needsCopy(buffer)) {
                filtered = newDirectBuffer(buffer);
            }
        }
        copiedBytes.queued(filtered);
        return filtered;
    }

    /**
     * TCP Fast Open: if the kernel has a cookie of the server's, {@code connect} succeeds at once and the SYN leaves
     * with the first write. So it is only for a channel that has something to write: where the server speaks first,
     * no SYN would ever leave.
     */
    @Override
    protected boolean doConnect(SocketAddress remoteAddress, SocketAddress localAddress) throws Exception {
        boolean fastOpen = config.isTcpFastOpenConnect() && prepareFastOpen();
        boolean connected = super.doConnect(remoteAddress, localAddress);
        if (connected && fastOpen) {
            // Not before the channel is active: a listener may flush, and that fails what is queued until then.
            eventLoop().execute(() -> unsafe().flush());
        }
        return connected;
    }

    private boolean prepareFastOpen() {
        ChannelOutboundBuffer early = unsafe().outboundBuffer();
        if (early == null || !Epoll.isTcpFastOpenClientSideAvailable()) {
            return false;
        }
        early.addFlush();
        if (!(early.current() instanceof ByteBuf)) {
            return false;
        }
        try {
            KernelOption.TCP_FASTOPEN_CONNECT.set(socket, true);
            return true;
        } catch (ChannelException e) {
            // A kernel before 4.11: connect without it.
            return false;
        }
    }

    @Override
    protected void doRegister() throws Exception {
        super.doRegister();
        ZeroCopyLoop loop = ZeroCopyLoop.current();
        if (loop != null) {
            config.offerAllocator(loop.allocator());
        }
        ChannelOutboundBuffer queued = unsafe().outboundBuffer();
        sends.attach(loop, queued != null && queued.totalPendingWriteBytes() > 0);
    }

    @Override
    protected void doDeregister() throws Exception {
        sends.detach();
        super.doDeregister();
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer in) throws Exception {
        if (!sends.isAttached()) {
            super.doWrite(in);
            return;
        }
        for (int spins = config.getWriteSpinCount(); spins > 0; spins--) {
            sends.finishNotified();
            if (in.isEmpty()) {
                break;
            }
            Route route = sends.route(in);
            ChannelSends.Outcome outcome = route == Route.ZERO_COPY ? sends.send(in) : ChannelSends.Outcome.NOT_SENT;
            if (outcome == ChannelSends.Outcome.SOCKET_FULL) {
                break;
            }
            if (outcome == ChannelSends.Outcome.NOT_SENT
                    && !copy(in, route == Route.ZERO_COPY ? sends.fallback() : route)) {
                return;
            }
        }
        if (in.isEmpty()) {
            // Clears EPOLLOUT if it was set.
            super.doWrite(in);
        } else {
            // The socket is full, or it is other channels' turn: then it is writable, and the loop comes back soon.
            awaitWritable();
        }
    }

    @Override
    protected void doClose() throws Exception {
        try {
            if (isOpen()) {
                if (sends.hasSendsInFlight()) {
                    limitHoldAfterClose();
                }
                lingerInBackground();
            }
        } finally {
            super.doClose();
        }
    }

    /**
     * Lets Netty's epoll code write: a message that stands alone, or that is no buffer, by itself, since what follows
     * it or what its listeners write may be worth a zero-copy send; otherwise all that is flushed.
     *
     * @return whether this flush goes on
     */
    private boolean copy(ChannelOutboundBuffer in, Route route) throws Exception {
        boolean headOnly = in.size() == 1 || route == Route.NOT_BYTEBUF;
        boolean goesOn = false;
        copiedBytes.begin(in, headOnly);
        try {
            if (headOnly) {
                goesOn = doWriteSingle(in) != ChannelUtils.WRITE_STATUS_SNDBUF_FULL;
            } else {
                super.doWrite(in);
            }
        } finally {
            copiedBytes.end(in);
            if (unsafe().outboundBuffer() == in) {
                // Otherwise a listener has closed the channel: what is gone from the queue has failed.
                sends.copied(route, copiedBytes.buffers(), in);
                sends.copied(Route.NOT_BYTEBUF, copiedBytes.regions(), in);
            }
        }
        if (headOnly && !goesOn) {
            // The kernel said EAGAIN, so that an edge is still to come.
            setFlag(Native.EPOLLOUT);
        }
        return goesOn;
    }

    /**
     * Asks epoll to call back when the socket is writable. The bit is dropped first, so that {@code setFlag} asks
     * the kernel again even if it was set: the edge may have passed already.
     */
    private void awaitWritable() throws IOException {
        flags &= ~Native.EPOLLOUT;
        setFlag(Native.EPOLLOUT);
    }

    /** close() gives back nothing that is queued: without a limit, a stalled peer keeps the memory for ever. */
    private void limitHoldAfterClose() {
        int limit = config.getZeroCopyCloseTimeoutMillis();
        int current = config.getTcpUserTimeout();
        if (limit > 0 && (current == 0 || current > limit)) {
            config.setTcpUserTimeout(limit);
        }
    }

    /**
     * With SO_LINGER, close(2) would block the event loop, and Netty's own way around that is out of reach here. The
     * kernel sends what is queued without it just as well; only nobody waits. A linger time of zero is a reset and
     * stays.
     */
    private void lingerInBackground() {
        if (config.getSoLinger() > 0) {
            config.setSoLinger(-1);
        }
    }
}
