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

import io.netty.channel.Channel;
import io.netty.channel.epoll.AbstractEpollServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.InternetProtocolFamily;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.unix.NativeInetAddress;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * Takes the place of {@link io.netty.channel.epoll.EpollServerSocketChannel}: the channels that it accepts are
 * {@link ZeroCopySocketChannel}s. On an event loop of Netty's own {@link io.netty.channel.epoll.EpollEventLoopGroup}
 * they work as plain epoll.
 */
public final class ZeroCopyServerSocketChannel extends AbstractEpollServerChannel implements ServerSocketChannel {
    private final ZeroCopyServerSocketChannelConfig config;

    /** Creates a channel of the IP version that the machine prefers. */
    public ZeroCopyServerSocketChannel() {
        this((InternetProtocolFamily) null);
    }

    /** Creates a channel of the given IP version. */
    public ZeroCopyServerSocketChannel(InternetProtocolFamily protocol) {
        super(LinuxSocket.newSocketStream(protocol), false);
        config = new ZeroCopyServerSocketChannelConfig(this);
    }

    /** Creates a channel from the descriptor of a socket that is listening already. */
    public ZeroCopyServerSocketChannel(int fd) {
        super(LinuxSocket.newSocket(fd));
        config = new ZeroCopyServerSocketChannelConfig(this);
    }

    @Override
    protected void doBind(SocketAddress localAddress) throws Exception {
        super.doBind(localAddress);
        int tcpFastopen = config.getTcpFastopen();
        if (tcpFastopen > 0 && Epoll.isTcpFastOpenServerSideAvailable()) {
            KernelOption.TCP_FASTOPEN.set(socket, tcpFastopen);
        }
        socket.listen(config.getBacklog());
        active = true;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return (InetSocketAddress) super.remoteAddress();
    }

    @Override
    public InetSocketAddress localAddress() {
        return (InetSocketAddress) super.localAddress();
    }

    @Override
    public ZeroCopyServerSocketChannelConfig config() {
        return config;
    }

    @Override
    protected Channel newChildChannel(int fd, byte[] address, int offset, int len) throws Exception {
        return new ZeroCopySocketChannel(
                this, LinuxSocket.newSocket(fd), NativeInetAddress.address(address, offset, len));
    }
}
