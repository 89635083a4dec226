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
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.MessageSizeEstimator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelConfig;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollMode;
import io.netty.channel.socket.SocketChannelConfig;
import io.netty.util.internal.PlatformDependent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

import static io.netty.util.internal.ObjectUtil.checkInRange;
import static io.netty.util.internal.ObjectUtil.checkNotNull;
import static io.netty.util.internal.ObjectUtil.checkPositiveOrZero;

/**
 * The configuration of a {@link ZeroCopySocketChannel}: every option of Netty's
 * {@link io.netty.channel.epoll.EpollSocketChannelConfig}, with the same methods, and those of
 * {@link ZeroCopyChannelOption}.
 *
 * <p>{@code TCP_INFO} is available as a raw option, in the layout of {@code struct tcp_info} of
 * {@code linux/tcp.h} and in the machine's byte order:
 * <pre>
 * RawUnixChannelOption tcpInfo = new RawUnixChannelOption("TCP_INFO", 6, 11, 104);
 * ByteBuffer info = channel.config().getOption(tcpInfo).order(ByteOrder.nativeOrder());
 * int roundTripMicros = info.getInt(68);
 * </pre>
 */
public final class ZeroCopySocketChannelConfig extends EpollChannelConfig implements SocketChannelConfig {
    private static final OptionTable<ZeroCopySocketChannelConfig> OPTIONS =
            new OptionTable<ZeroCopySocketChannelConfig>()
            .add(ChannelOption.SO_RCVBUF, c -> c.getReceiveBufferSize(), (c, v) -> c.setReceiveBufferSize(v))
            .add(ChannelOption.SO_SNDBUF, c -> c.getSendBufferSize(), (c, v) -> c.setSendBufferSize(v))
            .add(ChannelOption.TCP_NODELAY, c -> c.isTcpNoDelay(), (c, v) -> c.setTcpNoDelay(v))
            .add(ChannelOption.SO_KEEPALIVE, c -> c.isKeepAlive(), (c, v) -> c.setKeepAlive(v))
            .add(ChannelOption.SO_REUSEADDR, c -> c.isReuseAddress(), (c, v) -> c.setReuseAddress(v))
            .add(ChannelOption.SO_LINGER, c -> c.getSoLinger(), (c, v) -> c.setSoLinger(v))
            .add(ChannelOption.IP_TOS, c -> c.getTrafficClass(), (c, v) -> c.setTrafficClass(v))
            .add(ChannelOption.ALLOW_HALF_CLOSURE, c -> c.isAllowHalfClosure(), (c, v) -> c.setAllowHalfClosure(v))
            .add(ChannelOption.TCP_FASTOPEN_CONNECT,
                    c -> c.isTcpFastOpenConnect(), (c, v) -> c.setTcpFastOpenConnect(v))
            .add(EpollChannelOption.TCP_CORK, c -> c.isTcpCork(), (c, v) -> c.setTcpCork(v))
            .add(EpollChannelOption.TCP_NOTSENT_LOWAT, c -> c.getTcpNotSentLowAt(), (c, v) -> c.setTcpNotSentLowAt(v))
            .add(EpollChannelOption.TCP_KEEPIDLE, c -> c.getTcpKeepIdle(), (c, v) -> c.setTcpKeepIdle(v))
            .add(EpollChannelOption.TCP_KEEPINTVL, c -> c.getTcpKeepIntvl(), (c, v) -> c.setTcpKeepIntvl(v))
            .add(EpollChannelOption.TCP_KEEPCNT, c -> c.getTcpKeepCnt(), (c, v) -> c.setTcpKeepCnt(v))
            .add(EpollChannelOption.TCP_QUICKACK, c -> c.isTcpQuickAck(), (c, v) -> c.setTcpQuickAck(v))
            .add(EpollChannelOption.TCP_MD5SIG, c -> null, (c, v) -> c.setTcpMd5Sig(v))
            .add(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT,
                    c -> c.isIpBindAddressNoPort(), (c, v) -> c.setIpBindAddressNoPort(v))
            .add(EpollChannelOption.IP_TRANSPARENT, c -> c.isIpTransparent(), (c, v) -> c.setIpTransparent(v))
            .add(EpollChannelOption.SO_BUSY_POLL, c -> c.getSoBusyPoll(), (c, v) -> c.setSoBusyPoll(v))
            // Unlisted in Netty's configuration, too.
            .addUnlisted(EpollChannelOption.TCP_USER_TIMEOUT,
                    c -> c.getTcpUserTimeout(), (c, v) -> c.setTcpUserTimeout(v))
            .add(ZeroCopyChannelOption.ZERO_COPY_THRESHOLD,
                    c -> c.getZeroCopyThreshold(), (c, v) -> c.setZeroCopyThreshold(v))
            .add(ZeroCopyChannelOption.ZERO_COPY_IN_FLIGHT_LIMIT,
                    c -> c.getZeroCopyInFlightLimit(), (c, v) -> c.setZeroCopyInFlightLimit(v))
            .add(ZeroCopyChannelOption.ZERO_COPY_LEARN_PATH,
                    c -> c.isZeroCopyLearnPath(), (c, v) -> c.setZeroCopyLearnPath(v))
            .add(ZeroCopyChannelOption.ZERO_COPY_SHARED_BUFFERS,
                    c -> c.getZeroCopySharedBuffers(), (c, v) -> c.setZeroCopySharedBuffers(v))
            .add(ZeroCopyChannelOption.ZERO_COPY_CLOSE_TIMEOUT,
                    c -> c.getZeroCopyCloseTimeoutMillis(), (c, v) -> c.setZeroCopyCloseTimeoutMillis(v))
            .add(ZeroCopyChannelOption.ZERO_COPY_HOLD_TIMEOUT,
                    c -> c.getZeroCopyHoldTimeoutMillis(), (c, v) -> c.setZeroCopyHoldTimeoutMillis(v))
            .add(ZeroCopyChannelOption.ZERO_COPY_WRITABILITY,
                    c -> c.isZeroCopyWritability(), (c, v) -> c.setZeroCopyWritability(v));

    private final TcpMd5 tcpMd5;
    private volatile boolean allowHalfClosure;
    private volatile boolean tcpFastOpenConnect;
    private volatile boolean allocatorChosen;
    private volatile int zeroCopyThreshold = ZeroCopyDefaults.threshold();
    private volatile int zeroCopyInFlightLimit = ZeroCopyDefaults.inFlightLimit();
    private volatile boolean zeroCopyLearnPath = ZeroCopyDefaults.learnPath();
    private volatile SharedBufferPolicy zeroCopySharedBuffers = ZeroCopyDefaults.sharedBuffers();
    private volatile int zeroCopyCloseTimeoutMillis = ZeroCopyDefaults.closeTimeoutMillis();
    private volatile int zeroCopyHoldTimeoutMillis = ZeroCopyDefaults.holdTimeoutMillis();
    private volatile boolean zeroCopyWritability = ZeroCopyDefaults.writability();

    ZeroCopySocketChannelConfig(ZeroCopySocketChannel channel) {
        super(channel);
        tcpMd5 = inheritedKeys(channel);
        if (PlatformDependent.canEnableTcpNoDelayByDefault()) {
            setTcpNoDelay(true);
        }
        calculateMaxBytesPerGatheringWrite();
    }

    private static TcpMd5 inheritedKeys(ZeroCopySocketChannel channel) {
        InetSocketAddress remote = channel.remoteAddress();
        if (remote != null && channel.parent() instanceof ZeroCopyServerSocketChannel parent) {
            return parent.config().tcpMd5().acceptedFrom(remote.getAddress());
        }
        return new TcpMd5();
    }

    @Override
    public Map<ChannelOption<?>, Object> getOptions() {
        return getOptions(super.getOptions(), OPTIONS.listed());
    }

    @Override
    public <T> T getOption(ChannelOption<T> option) {
        OptionTable.Accessor<ZeroCopySocketChannelConfig, T> accessor = OPTIONS.find(option);
        return accessor == null ? super.getOption(option) : accessor.getter().apply(this);
    }

    @Override
    public <T> boolean setOption(ChannelOption<T> option, T value) {
        validate(option, value);
        OptionTable.Accessor<ZeroCopySocketChannelConfig, T> accessor = OPTIONS.find(option);
        if (accessor == null) {
            return super.setOption(option, value);
        }
        accessor.setter().accept(this, value);
        return true;
    }

    /**
     * Returns how many bytes must be waiting in consecutive buffers for them to leave without a copy, {@code -1} if
     * nothing ever does.
     */
    public int getZeroCopyThreshold() {
        return zeroCopyThreshold;
    }

    /**
     * Sets how many bytes must be waiting in consecutive buffers for them to leave without a copy.
     *
     * @param bytes {@code -1}: nothing ever does; {@code 0}: everything does, on local paths too
     */
    public ZeroCopySocketChannelConfig setZeroCopyThreshold(int bytes) {
        zeroCopyThreshold = checkInRange(bytes, -1, Integer.MAX_VALUE, "bytes");
        return this;
    }

    /** Returns how many bytes of this channel the kernel may hold at a time. */
    public int getZeroCopyInFlightLimit() {
        return zeroCopyInFlightLimit;
    }

    /** Sets how many bytes of this channel the kernel may hold at a time; what exceeds them is copied. */
    public ZeroCopySocketChannelConfig setZeroCopyInFlightLimit(int bytes) {
        zeroCopyInFlightLimit = checkPositiveOrZero(bytes, "bytes");
        return this;
    }

    /** Returns whether the connection copies where the kernel's reports say that zero copy is not worth it. */
    public boolean isZeroCopyLearnPath() {
        return zeroCopyLearnPath;
    }

    /** Sets whether the connection copies where the kernel's reports say that zero copy is not worth it. */
    public ZeroCopySocketChannelConfig setZeroCopyLearnPath(boolean learnPath) {
        zeroCopyLearnPath = learnPath;
        return this;
    }

    /** Returns when the application may change memory that it has written and kept. */
    public SharedBufferPolicy getZeroCopySharedBuffers() {
        return zeroCopySharedBuffers;
    }

    /** Sets when the application may change memory that it has written and kept. */
    public ZeroCopySocketChannelConfig setZeroCopySharedBuffers(SharedBufferPolicy policy) {
        zeroCopySharedBuffers = checkNotNull(policy, "policy");
        return this;
    }

    /** Returns how long a peer that has stopped acknowledging may keep memory from being released after close. */
    public int getZeroCopyCloseTimeoutMillis() {
        return zeroCopyCloseTimeoutMillis;
    }

    /**
     * Sets how long a peer that has stopped acknowledging may keep memory from being released after close.
     *
     * @param milliseconds {@code 0}: as long as the kernel's own limits allow
     */
    public ZeroCopySocketChannelConfig setZeroCopyCloseTimeoutMillis(int milliseconds) {
        zeroCopyCloseTimeoutMillis = checkPositiveOrZero(milliseconds, "milliseconds");
        return this;
    }

    /** Returns for how long a peer may take nothing while memory is pinned for it. */
    public int getZeroCopyHoldTimeoutMillis() {
        return zeroCopyHoldTimeoutMillis;
    }

    /**
     * Sets for how long a peer may take nothing while memory is pinned for it, before the connection is reset.
     *
     * @param milliseconds {@code 0}: for ever
     */
    public ZeroCopySocketChannelConfig setZeroCopyHoldTimeoutMillis(int milliseconds) {
        zeroCopyHoldTimeoutMillis = checkPositiveOrZero(milliseconds, "milliseconds");
        return this;
    }

    /** Returns whether bytes in flight count against the write buffer's water marks. */
    public boolean isZeroCopyWritability() {
        return zeroCopyWritability;
    }

    /** Sets whether bytes in flight count against the write buffer's water marks. */
    public ZeroCopySocketChannelConfig setZeroCopyWritability(boolean countInFlight) {
        zeroCopyWritability = countInFlight;
        return this;
    }

    @Override
    public int getReceiveBufferSize() {
        return KernelOption.SO_RCVBUF.get(socket());
    }

    @Override
    public ZeroCopySocketChannelConfig setReceiveBufferSize(int receiveBufferSize) {
        KernelOption.SO_RCVBUF.set(socket(), receiveBufferSize);
        return this;
    }

    @Override
    public int getSendBufferSize() {
        return KernelOption.SO_SNDBUF.get(socket());
    }

    @Override
    public ZeroCopySocketChannelConfig setSendBufferSize(int sendBufferSize) {
        KernelOption.SO_SNDBUF.set(socket(), sendBufferSize);
        calculateMaxBytesPerGatheringWrite();
        return this;
    }

    @Override
    public int getSoLinger() {
        try {
            return socket().getSoLinger();
        } catch (IOException e) {
            throw new ChannelException(e);
        }
    }

    @Override
    public ZeroCopySocketChannelConfig setSoLinger(int soLinger) {
        try {
            socket().setSoLinger(soLinger);
        } catch (IOException e) {
            throw new ChannelException(e);
        }
        return this;
    }

    @Override
    public int getTrafficClass() {
        try {
            return socket().getTrafficClass();
        } catch (IOException e) {
            throw new ChannelException(e);
        }
    }

    @Override
    public ZeroCopySocketChannelConfig setTrafficClass(int trafficClass) {
        try {
            socket().setTrafficClass(trafficClass);
        } catch (IOException e) {
            throw new ChannelException(e);
        }
        return this;
    }

    @Override
    public boolean isKeepAlive() {
        return KernelOption.SO_KEEPALIVE.isSet(socket());
    }

    @Override
    public ZeroCopySocketChannelConfig setKeepAlive(boolean keepAlive) {
        KernelOption.SO_KEEPALIVE.set(socket(), keepAlive);
        return this;
    }

    @Override
    public boolean isReuseAddress() {
        return KernelOption.SO_REUSEADDR.isSet(socket());
    }

    @Override
    public ZeroCopySocketChannelConfig setReuseAddress(boolean reuseAddress) {
        KernelOption.SO_REUSEADDR.set(socket(), reuseAddress);
        return this;
    }

    @Override
    public boolean isTcpNoDelay() {
        return KernelOption.TCP_NODELAY.isSet(socket());
    }

    @Override
    public ZeroCopySocketChannelConfig setTcpNoDelay(boolean tcpNoDelay) {
        KernelOption.TCP_NODELAY.set(socket(), tcpNoDelay);
        return this;
    }

    /** Returns {@code TCP_CORK}: whether partial segments wait for more data. See {@code tcp(7)}. */
    public boolean isTcpCork() {
        return KernelOption.TCP_CORK.isSet(socket());
    }

    /** Sets {@code TCP_CORK}: whether partial segments wait for more data. See {@code tcp(7)}. */
    public ZeroCopySocketChannelConfig setTcpCork(boolean tcpCork) {
        KernelOption.TCP_CORK.set(socket(), tcpCork);
        return this;
    }

    /** Returns {@code TCP_NOTSENT_LOWAT}, a {@code uint32_t}: how many unsent bytes make the socket not writable. */
    public long getTcpNotSentLowAt() {
        return KernelOption.TCP_NOTSENT_LOWAT.getUnsigned(socket());
    }

    /** Sets {@code TCP_NOTSENT_LOWAT}, a {@code uint32_t}: how many unsent bytes make the socket not writable. */
    public ZeroCopySocketChannelConfig setTcpNotSentLowAt(long tcpNotSentLowAt) {
        KernelOption.TCP_NOTSENT_LOWAT.setUnsigned(socket(), tcpNotSentLowAt);
        return this;
    }

    /** Returns {@code TCP_KEEPIDLE}: the idle seconds before the first keep-alive probe. See {@code tcp(7)}. */
    public int getTcpKeepIdle() {
        return KernelOption.TCP_KEEPIDLE.get(socket());
    }

    /** Sets {@code TCP_KEEPIDLE}: the idle seconds before the first keep-alive probe. See {@code tcp(7)}. */
    public ZeroCopySocketChannelConfig setTcpKeepIdle(int seconds) {
        KernelOption.TCP_KEEPIDLE.set(socket(), seconds);
        return this;
    }

    /** Returns {@code TCP_KEEPINTVL}: the seconds between keep-alive probes. See {@code tcp(7)}. */
    public int getTcpKeepIntvl() {
        return KernelOption.TCP_KEEPINTVL.get(socket());
    }

    /** Sets {@code TCP_KEEPINTVL}: the seconds between keep-alive probes. See {@code tcp(7)}. */
    public ZeroCopySocketChannelConfig setTcpKeepIntvl(int seconds) {
        KernelOption.TCP_KEEPINTVL.set(socket(), seconds);
        return this;
    }

    /** Returns {@code TCP_KEEPCNT}: how many keep-alive probes may go unanswered. See {@code tcp(7)}. */
    public int getTcpKeepCnt() {
        return KernelOption.TCP_KEEPCNT.get(socket());
    }

    /** Sets {@code TCP_KEEPCNT}: how many keep-alive probes may go unanswered. See {@code tcp(7)}. */
    public ZeroCopySocketChannelConfig setTcpKeepCnt(int probes) {
        KernelOption.TCP_KEEPCNT.set(socket(), probes);
        return this;
    }

    /**
     * Sets {@code TCP_KEEPCNT}.
     *
     * @deprecated use {@link #setTcpKeepCnt(int)}; it is here because Netty's configuration has it
     */
    @Deprecated
    public ZeroCopySocketChannelConfig setTcpKeepCntl(int probes) {
        return setTcpKeepCnt(probes);
    }

    /** Returns {@code TCP_USER_TIMEOUT}: how long sent data may stay unacknowledged. See {@code tcp(7)}. */
    public int getTcpUserTimeout() {
        return KernelOption.TCP_USER_TIMEOUT.get(socket());
    }

    /** Sets {@code TCP_USER_TIMEOUT}: how long sent data may stay unacknowledged. See {@code tcp(7)}. */
    public ZeroCopySocketChannelConfig setTcpUserTimeout(int milliseconds) {
        KernelOption.TCP_USER_TIMEOUT.set(socket(), milliseconds);
        return this;
    }

    /** Returns {@code TCP_QUICKACK}: whether the kernel acknowledges at once. See {@code tcp(7)}. */
    public boolean isTcpQuickAck() {
        return KernelOption.TCP_QUICKACK.isSet(socket());
    }

    /** Sets {@code TCP_QUICKACK}: whether the kernel acknowledges at once. See {@code tcp(7)}. */
    public ZeroCopySocketChannelConfig setTcpQuickAck(boolean quickAck) {
        KernelOption.TCP_QUICKACK.set(socket(), quickAck);
        return this;
    }

    /** Returns {@code SO_BUSY_POLL}: for how many microseconds to poll the network card. See {@code socket(7)}. */
    public int getSoBusyPoll() {
        return KernelOption.SO_BUSY_POLL.get(socket());
    }

    /** Sets {@code SO_BUSY_POLL}: for how many microseconds to poll the network card. See {@code socket(7)}. */
    public ZeroCopySocketChannelConfig setSoBusyPoll(int loopMicros) {
        KernelOption.SO_BUSY_POLL.set(socket(), loopMicros);
        return this;
    }

    /** Returns {@code IP_BIND_ADDRESS_NO_PORT}: whether a port is chosen only when connecting. See {@code ip(7)}. */
    public boolean isIpBindAddressNoPort() {
        return KernelOption.IP_BIND_ADDRESS_NO_PORT.isSet(socket());
    }

    /**
     * Sets {@code IP_BIND_ADDRESS_NO_PORT}: whether a port is chosen only when connecting. To be set before
     * binding. See {@code ip(7)}.
     */
    public ZeroCopySocketChannelConfig setIpBindAddressNoPort(boolean ipBindAddressNoPort) {
        KernelOption.IP_BIND_ADDRESS_NO_PORT.set(socket(), ipBindAddressNoPort);
        return this;
    }

    /** Returns {@code IP_TRANSPARENT}: whether foreign addresses may be bound to. See {@code ip(7)}. */
    public boolean isIpTransparent() {
        return KernelOption.IP_TRANSPARENT.isSet(socket());
    }

    /** Sets {@code IP_TRANSPARENT}: whether foreign addresses may be bound to. See {@code ip(7)}. */
    public ZeroCopySocketChannelConfig setIpTransparent(boolean transparent) {
        KernelOption.IP_TRANSPARENT.set(socket(), transparent);
        return this;
    }

    /**
     * Sets {@code TCP_MD5SIG}: the keys (RFC 2385) of the peers, in place of those set before. Keys cannot be read
     * back, so that nobody who gets hold of the channel gets hold of them.
     */
    public ZeroCopySocketChannelConfig setTcpMd5Sig(Map<InetAddress, byte[]> keys) {
        tcpMd5.replace(socket(), keys);
        return this;
    }

    /** Returns whether data that was written before connecting may travel with the first packet. */
    public boolean isTcpFastOpenConnect() {
        return tcpFastOpenConnect;
    }

    /**
     * Sets whether data that was written before connecting may travel with the first packet: TCP Fast Open. It has
     * no effect where {@link io.netty.channel.epoll.Epoll#isTcpFastOpenClientSideAvailable()} is {@code false}.
     */
    public ZeroCopySocketChannelConfig setTcpFastOpenConnect(boolean fastOpenConnect) {
        tcpFastOpenConnect = fastOpenConnect;
        return this;
    }

    @Override
    public boolean isAllowHalfClosure() {
        return allowHalfClosure;
    }

    @Override
    public ZeroCopySocketChannelConfig setAllowHalfClosure(boolean allowHalfClosure) {
        this.allowHalfClosure = allowHalfClosure;
        return this;
    }

    @Override
    public ZeroCopySocketChannelConfig setPerformancePreferences(int connectionTime, int latency, int bandwidth) {
        return this;
    }

    @Override
    public ZeroCopySocketChannelConfig setConnectTimeoutMillis(int connectTimeoutMillis) {
        super.setConnectTimeoutMillis(connectTimeoutMillis);
        return this;
    }

    @Override
    @Deprecated
    public ZeroCopySocketChannelConfig setMaxMessagesPerRead(int maxMessagesPerRead) {
        super.setMaxMessagesPerRead(maxMessagesPerRead);
        return this;
    }

    @Override
    public ZeroCopySocketChannelConfig setWriteSpinCount(int writeSpinCount) {
        super.setWriteSpinCount(writeSpinCount);
        return this;
    }

    @Override
    public ZeroCopySocketChannelConfig setAllocator(ByteBufAllocator allocator) {
        super.setAllocator(allocator);
        allocatorChosen = true;
        return this;
    }

    /** Uses the allocator of the event loop's group, if the application chose none. */
    void offerAllocator(ByteBufAllocator allocator) {
        if (!allocatorChosen) {
            super.setAllocator(allocator);
        }
    }

    @Override
    public ZeroCopySocketChannelConfig setRecvByteBufAllocator(RecvByteBufAllocator allocator) {
        super.setRecvByteBufAllocator(allocator);
        return this;
    }

    @Override
    public ZeroCopySocketChannelConfig setAutoRead(boolean autoRead) {
        super.setAutoRead(autoRead);
        return this;
    }

    @Override
    public ZeroCopySocketChannelConfig setAutoClose(boolean autoClose) {
        super.setAutoClose(autoClose);
        return this;
    }

    @Override
    @Deprecated
    public ZeroCopySocketChannelConfig setWriteBufferHighWaterMark(int writeBufferHighWaterMark) {
        super.setWriteBufferHighWaterMark(writeBufferHighWaterMark);
        return this;
    }

    @Override
    @Deprecated
    public ZeroCopySocketChannelConfig setWriteBufferLowWaterMark(int writeBufferLowWaterMark) {
        super.setWriteBufferLowWaterMark(writeBufferLowWaterMark);
        return this;
    }

    @Override
    public ZeroCopySocketChannelConfig setWriteBufferWaterMark(WriteBufferWaterMark writeBufferWaterMark) {
        super.setWriteBufferWaterMark(writeBufferWaterMark);
        return this;
    }

    @Override
    public ZeroCopySocketChannelConfig setMessageSizeEstimator(MessageSizeEstimator estimator) {
        super.setMessageSizeEstimator(estimator);
        return this;
    }

    @Override
    public ZeroCopySocketChannelConfig setEpollMode(EpollMode mode) {
        super.setEpollMode(mode);
        return this;
    }

    private void calculateMaxBytesPerGatheringWrite() {
        // Twice the buffer's size, since the kernel may be sending while it is being filled.
        int limit = getSendBufferSize() << 1;
        if (limit > 0) {
            setMaxBytesPerGatheringWrite(limit);
        }
    }
}
