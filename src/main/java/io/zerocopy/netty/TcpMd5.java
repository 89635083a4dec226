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
import io.netty.channel.unix.NativeInetAddress;
import io.netty.channel.unix.Socket;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import static io.netty.util.internal.ObjectUtil.checkNonEmpty;
import static io.netty.util.internal.ObjectUtil.checkNotNull;
import static io.netty.util.internal.ObjectUtil.checkNotNullWithIAE;

/**
 * The TCP MD5 signature keys (RFC 2385) of one socket. The kernel keeps one key for each peer and has no call that
 * replaces them all, so the peers are remembered here; the keys are not.
 */
final class TcpMd5 {
    private static final int TCP_MD5SIG = 14;
    private static final int MAX_KEY_LENGTH = 80;
    // The kernel takes it for a request to forget the peer's key, and fails if there is none.
    private static final byte[] NO_KEY = {};

    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;

    // struct tcp_md5sig of linux/tcp.h; a sockaddr_storage comes first.
    private static final int FAMILY = 0;
    private static final int IPV4_ADDRESS = 4;
    private static final int IPV6_ADDRESS = 8;
    private static final int KEY_LENGTH = 130;
    private static final int KEY = 136;
    private static final int SIZE = KEY + MAX_KEY_LENGTH;

    private Set<InetAddress> peers = Set.of();

    /**
     * The keys of a socket that was accepted from the one with these keys: the kernel copies the key of the peer that
     * has connected, and no other.
     */
    TcpMd5 acceptedFrom(InetAddress peer) {
        TcpMd5 accepted = new TcpMd5();
        if (peers().contains(peer)) {
            accepted.peers = Set.of(peer);
        }
        return accepted;
    }

    /** Replaces the keys of the socket by these. */
    synchronized void replace(Socket socket, Map<InetAddress, byte[]> keys) {
        checkNotNull(keys, "keys");
        boolean ipv6 = KernelOption.SO_DOMAIN.get(socket) == AF_INET6;
        keys.forEach((peer, key) -> validate(peer, key, ipv6));
        Set<InetAddress> known = new HashSet<>(peers);
        try {
            for (InetAddress peer : peers) {
                if (!keys.containsKey(peer)) {
                    set(socket, ipv6, peer, NO_KEY);
                    known.remove(peer);
                }
            }
            keys.forEach((peer, key) -> {
                set(socket, ipv6, peer, key);
                known.add(peer);
            });
        } finally {
            peers = Set.copyOf(known);
        }
    }

    private synchronized Set<InetAddress> peers() {
        return peers;
    }

    private static void validate(InetAddress peer, byte[] key, boolean ipv6) {
        checkNotNullWithIAE(peer, "peer");
        checkNonEmpty(key, peer.toString());
        if (key.length > MAX_KEY_LENGTH) {
            throw new IllegalArgumentException("The key of " + peer + " is longer than the maximum, "
                    + MAX_KEY_LENGTH + " bytes: " + key.length);
        }
        if (!ipv6 && peer instanceof Inet6Address) {
            throw new IllegalArgumentException("An IPv4 socket cannot have a key for an IPv6 peer: " + peer);
        }
    }

    private static void set(Socket socket, boolean ipv6, InetAddress peer, byte[] key) {
        ByteBuffer signature = ByteBuffer.allocate(SIZE).order(ByteOrder.nativeOrder());
        if (ipv6) {
            signature.putShort(FAMILY, (short) AF_INET6);
            signature.put(IPV6_ADDRESS, NativeInetAddress.newInstance(peer).address());
        } else {
            signature.putShort(FAMILY, (short) AF_INET);
            signature.put(IPV4_ADDRESS, peer.getAddress());
        }
        signature.putShort(KEY_LENGTH, (short) key.length);
        signature.put(KEY, key);
        try {
            socket.setRawOpt(KernelOption.IPPROTO_TCP, TCP_MD5SIG, signature);
        } catch (IOException e) {
            throw new ChannelException(e);
        }
    }
}
