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

import io.netty.channel.ChannelException;
import io.netty.channel.unix.Socket;

import java.io.IOException;

/**
 * The kernel's integer socket options by level and number. Netty's epoll transport has the same setters, but keeps
 * them to its own package. The numbers are those of {@code asm-generic}, which every architecture that Netty's epoll
 * transport is built for uses.
 */
enum KernelOption {
    SO_REUSEADDR(KernelOption.SOL_SOCKET, 2),
    SO_SNDBUF(KernelOption.SOL_SOCKET, 7),
    SO_RCVBUF(KernelOption.SOL_SOCKET, 8),
    SO_KEEPALIVE(KernelOption.SOL_SOCKET, 9),
    SO_REUSEPORT(KernelOption.SOL_SOCKET, 15),
    SO_DOMAIN(KernelOption.SOL_SOCKET, 39),
    SO_BUSY_POLL(KernelOption.SOL_SOCKET, 46),

    // For IPv6 sockets too: the kernel keeps one flag for both families, and Netty sets it at this level.
    IP_FREEBIND(KernelOption.IPPROTO_IP, 15),
    IP_TRANSPARENT(KernelOption.IPPROTO_IP, 19),
    IP_BIND_ADDRESS_NO_PORT(KernelOption.IPPROTO_IP, 24),

    TCP_NODELAY(KernelOption.IPPROTO_TCP, 1),
    TCP_CORK(KernelOption.IPPROTO_TCP, 3),
    TCP_KEEPIDLE(KernelOption.IPPROTO_TCP, 4),
    TCP_KEEPINTVL(KernelOption.IPPROTO_TCP, 5),
    TCP_KEEPCNT(KernelOption.IPPROTO_TCP, 6),
    TCP_DEFER_ACCEPT(KernelOption.IPPROTO_TCP, 9),
    TCP_QUICKACK(KernelOption.IPPROTO_TCP, 12),
    TCP_USER_TIMEOUT(KernelOption.IPPROTO_TCP, 18),
    TCP_FASTOPEN(KernelOption.IPPROTO_TCP, 23),
    TCP_NOTSENT_LOWAT(KernelOption.IPPROTO_TCP, 25),
    TCP_FASTOPEN_CONNECT(KernelOption.IPPROTO_TCP, 30);

    static final int IPPROTO_IP = 0;
    static final int SOL_SOCKET = 1;
    static final int IPPROTO_TCP = 6;

    private static final long UINT32_MAX = 0xFFFFFFFFL;

    private final int level;
    private final int number;

    KernelOption(int level, int number) {
        this.level = level;
        this.number = number;
    }

    int get(Socket socket) {
        try {
            return socket.getIntOpt(level, number);
        } catch (IOException e) {
            throw new ChannelException(e);
        }
    }

    boolean isSet(Socket socket) {
        return get(socket) != 0;
    }

    long getUnsigned(Socket socket) {
        return Integer.toUnsignedLong(get(socket));
    }

    void set(Socket socket, int value) {
        try {
            socket.setIntOpt(level, number, value);
        } catch (IOException e) {
            throw new ChannelException(e);
        }
    }

    void set(Socket socket, boolean value) {
        set(socket, value ? 1 : 0);
    }

    void setUnsigned(Socket socket, long value) {
        if (value < 0 || value > UINT32_MAX) {
            throw new IllegalArgumentException(name() + " must be from 0 to " + UINT32_MAX + ": " + value);
        }
        set(socket, (int) value);
    }
}
