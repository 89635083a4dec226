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

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.MessageSizeEstimator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelConfig;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollMode;
import io.netty.channel.socket.ServerSocketChannelConfig;
import io.netty.util.NetUtil;

import java.net.InetAddress;
import java.util.Map;

import static io.netty.util.internal.ObjectUtil.checkPositiveOrZero;

/**
 * The configuration of a {@link ZeroCopyServerSocketChannel}: every option of Netty's
 * {@link io.netty.channel.epoll.EpollServerSocketChannelConfig}, with the same methods. The options of
 * {@link ZeroCopyChannelOption} are those of the accepted channels: set them with
 * {@code ServerBootstrap.childOption(...)}.
 */
public final class ZeroCopyServerSocketChannelConfig extends EpollChannelConfig implements ServerSocketChannelConfig {
    private static final OptionTable<ZeroCopyServerSocketChannelConfig> OPTIONS =
            new OptionTable<ZeroCopyServerSocketChannelConfig>()
            .add(ChannelOption.SO_RCVBUF, c -> c.getReceiveBufferSize(), (c, v) -> c.setReceiveBufferSize(v))
            .add(ChannelOption.SO_REUSEADDR, c -> c.isReuseAddress(), (c, v) -> c.setReuseAddress(v))
            .add(ChannelOption.SO_BACKLOG, c -> c.getBacklog(), (c, v) -> c.setBacklog(v))
            .add(ChannelOption.TCP_FASTOPEN, c -> c.getTcpFastopen(), (c, v) -> c.setTcpFastopen(v))
            .add(EpollChannelOption.SO_REUSEPORT, c -> c.isReusePort(), (c, v) -> c.setReusePort(v))
            .add(EpollChannelOption.IP_FREEBIND, c -> c.isFreeBind(), (c, v) -> c.setFreeBind(v))
            .add(EpollChannelOption.IP_TRANSPARENT, c -> c.isIpTransparent(), (c, v) -> c.setIpTransparent(v))
            .add(EpollChannelOption.TCP_DEFER_ACCEPT, c -> c.getTcpDeferAccept(), (c, v) -> c.setTcpDeferAccept(v))
            // Unlisted in Netty's configuration, too.
            .addUnlisted(EpollChannelOption.TCP_MD5SIG, c -> null, (c, v) -> c.setTcpMd5Sig(v));

    private final TcpMd5 tcpMd5 = new TcpMd5();
    private volatile int backlog = NetUtil.SOMAXCONN;
    private volatile int tcpFastopen;

    ZeroCopyServerSocketChannelConfig(ZeroCopyServerSocketChannel channel) {
        super(channel, new ServerChannelRecvByteBufAllocator());
        // As java.nio and Netty's other server channels do, so that a restarted server can bind at once.
        setReuseAddress(true);
    }

    TcpMd5 tcpMd5() {
        return tcpMd5;
    }

    @Override
    public Map<ChannelOption<?>, Object> getOptions() {
        return getOptions(super.getOptions(), OPTIONS.listed());
    }

    @Override
    public <T> T getOption(ChannelOption<T> option) {
        OptionTable.Accessor<ZeroCopyServerSocketChannelConfig, T> accessor = OPTIONS.find(option);
        return accessor == null ? super.getOption(option) : accessor.getter().apply(this);
    }

    @Override
    public <T> boolean setOption(ChannelOption<T> option, T value) {
        validate(option, value);
        OptionTable.Accessor<ZeroCopyServerSocketChannelConfig, T> accessor = OPTIONS.find(option);
        if (accessor == null) {
            return super.setOption(option, value);
        }
        accessor.setter().accept(this, value);
        return true;
    }

    @Override
    public int getReceiveBufferSize() {
        return KernelOption.SO_RCVBUF.get(socket());
    }

    @Override
    public ZeroCopyServerSocketChannelConfig setReceiveBufferSize(int receiveBufferSize) {
        KernelOption.SO_RCVBUF.set(socket(), receiveBufferSize);
        return this;
    }

    @Override
    public boolean isReuseAddress() {
        return KernelOption.SO_REUSEADDR.isSet(socket());
    }

    @Override
    public ZeroCopyServerSocketChannelConfig setReuseAddress(boolean reuseAddress) {
        KernelOption.SO_REUSEADDR.set(socket(), reuseAddress);
        return this;
    }

    @Override
    public int getBacklog() {
        return backlog;
    }

    @Override
    public ZeroCopyServerSocketChannelConfig setBacklog(int backlog) {
        this.backlog = checkPositiveOrZero(backlog, "backlog");
        return this;
    }

    /** Returns how many TCP Fast Open requests may be pending, {@code 0} if the server does not offer it. */
    public int getTcpFastopen() {
        return tcpFastopen;
    }

    /**
     * Sets how many TCP Fast Open requests may be pending
     * (<a href="https://www.rfc-editor.org/rfc/rfc7413#appendix-A.2">RFC 7413</a>). To be set before binding. It has
     * no effect where {@link io.netty.channel.epoll.Epoll#isTcpFastOpenServerSideAvailable()} is {@code false}.
     */
    public ZeroCopyServerSocketChannelConfig setTcpFastopen(int pendingRequests) {
        tcpFastopen = checkPositiveOrZero(pendingRequests, "pendingRequests");
        return this;
    }

    /** Returns {@code SO_REUSEPORT}: whether several channels may bind to the same port. See {@code socket(7)}. */
    public boolean isReusePort() {
        return KernelOption.SO_REUSEPORT.isSet(socket());
    }

    /**
     * Sets {@code SO_REUSEPORT}: whether several channels may bind to the same port, so that several threads accept
     * its connections. To be set before binding. See {@code socket(7)}.
     */
    public ZeroCopyServerSocketChannelConfig setReusePort(boolean reusePort) {
        KernelOption.SO_REUSEPORT.set(socket(), reusePort);
        return this;
    }

    /** Returns {@code IP_FREEBIND}: whether addresses that do not exist yet may be bound to. See {@code ip(7)}. */
    public boolean isFreeBind() {
        return KernelOption.IP_FREEBIND.isSet(socket());
    }

    /** Sets {@code IP_FREEBIND}: whether addresses that do not exist yet may be bound to. See {@code ip(7)}. */
    public ZeroCopyServerSocketChannelConfig setFreeBind(boolean freeBind) {
        KernelOption.IP_FREEBIND.set(socket(), freeBind);
        return this;
    }

    /** Returns {@code IP_TRANSPARENT}: whether foreign addresses may be bound to. See {@code ip(7)}. */
    public boolean isIpTransparent() {
        return KernelOption.IP_TRANSPARENT.isSet(socket());
    }

    /** Sets {@code IP_TRANSPARENT}: whether foreign addresses may be bound to. See {@code ip(7)}. */
    public ZeroCopyServerSocketChannelConfig setIpTransparent(boolean transparent) {
        KernelOption.IP_TRANSPARENT.set(socket(), transparent);
        return this;
    }

    /** Returns {@code TCP_DEFER_ACCEPT}: for how many seconds to wait for data before accepting. See {@code tcp(7)}. */
    public int getTcpDeferAccept() {
        return KernelOption.TCP_DEFER_ACCEPT.get(socket());
    }

    /** Sets {@code TCP_DEFER_ACCEPT}: for how many seconds to wait for data before accepting. See {@code tcp(7)}. */
    public ZeroCopyServerSocketChannelConfig setTcpDeferAccept(int deferAccept) {
        KernelOption.TCP_DEFER_ACCEPT.set(socket(), deferAccept);
        return this;
    }

    /**
     * Sets {@code TCP_MD5SIG}: the keys (RFC 2385) of the peers, in place of those set before. Keys cannot be read
     * back, so that nobody who gets hold of the channel gets hold of them.
     */
    public ZeroCopyServerSocketChannelConfig setTcpMd5Sig(Map<InetAddress, byte[]> keys) {
        tcpMd5.replace(socket(), keys);
        return this;
    }

    @Override
    public ZeroCopyServerSocketChannelConfig setPerformancePreferences(
            int connectionTime, int latency, int bandwidth) {
        return this;
    }

    @Override
    public ZeroCopyServerSocketChannelConfig setConnectTimeoutMillis(int connectTimeoutMillis) {
        super.setConnectTimeoutMillis(connectTimeoutMillis);
        return this;
    }

    @Override
    @Deprecated
    public ZeroCopyServerSocketChannelConfig setMaxMessagesPerRead(int maxMessagesPerRead) {
        super.setMaxMessagesPerRead(maxMessagesPerRead);
        return this;
    }

    @Override
    public ZeroCopyServerSocketChannelConfig setWriteSpinCount(int writeSpinCount) {
        super.setWriteSpinCount(writeSpinCount);
        return this;
    }

    @Override
    public ZeroCopyServerSocketChannelConfig setAllocator(ByteBufAllocator allocator) {
        super.setAllocator(allocator);
        return this;
    }

    @Override
    public ZeroCopyServerSocketChannelConfig setRecvByteBufAllocator(RecvByteBufAllocator allocator) {
        super.setRecvByteBufAllocator(allocator);
        return this;
    }

    @Override
    public ZeroCopyServerSocketChannelConfig setAutoRead(boolean autoRead) {
        super.setAutoRead(autoRead);
        return this;
    }

    @Override
    @Deprecated
    public ZeroCopyServerSocketChannelConfig setWriteBufferHighWaterMark(int writeBufferHighWaterMark) {
        super.setWriteBufferHighWaterMark(writeBufferHighWaterMark);
        return this;
    }

    @Override
    @Deprecated
    public ZeroCopyServerSocketChannelConfig setWriteBufferLowWaterMark(int writeBufferLowWaterMark) {
        super.setWriteBufferLowWaterMark(writeBufferLowWaterMark);
        return this;
    }

    @Override
    public ZeroCopyServerSocketChannelConfig setWriteBufferWaterMark(WriteBufferWaterMark writeBufferWaterMark) {
        super.setWriteBufferWaterMark(writeBufferWaterMark);
        return this;
    }

    @Override
    public ZeroCopyServerSocketChannelConfig setMessageSizeEstimator(MessageSizeEstimator estimator) {
        super.setMessageSizeEstimator(estimator);
        return this;
    }

    @Override
    public ZeroCopyServerSocketChannelConfig setEpollMode(EpollMode mode) {
        super.setEpollMode(mode);
        return this;
    }
}
