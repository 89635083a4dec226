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

/**
 * Netty's own conformance suite on the channels and event loops of this library, and what Netty tests in its epoll
 * module only ({@code SpliceTest}, {@code DetectPeerCloseWithoutReadTest}, {@code ReuseAddressTest},
 * {@code TcpMd5Test}, {@code SocketChannelConfigTest}, {@code OptionParityTest}), written anew.
 *
 * <p>The build runs the package six times: with {@code io.zerocopy.netty.threshold} 0, at its default and -1, edge- and
 * level-triggered ({@code conformance.epollMode}). {@code ConformanceModeTest} shows that a run is in its mode. Every
 * class fails if it leaks ({@code LeakExtension}). Each test runs every pair of server and client of
 * {@code ZeroCopySocketTestPermutation} with every allocator; where that takes long, each allocator has a class of its
 * own, so that they run in parallel.
 *
 * <h2>What is not run, and why</h2>
 * <ul>
 * <li>{@code UDTClientServerConnectionTest}, {@code SctpEchoTest}: other protocols, with event loops of their own.</li>
 * <li>{@code NioEventLoopTest}, {@code DefaultEventLoopTest}: Netty's other event loops.</li>
 * <li>The pair NIO with NIO, and the deprecated blocking channels ({@code io.netty.testsuite.includeOio}): nothing of
 * this library takes part.</li>
 * <li>{@code DatagramConnectedWriteExceptionTest}: {@code EpollDatagramChannel} reports a closed peer's port to the
 * reader, not to the next write, on Netty's own group, too; Netty runs it for other transports only.</li>
 * <li>The pairs with TCP Fast Open in the TLS echo, half-closure, traffic-shaping and reset tests: Fast Open ends with
 * the handshake, these are about what comes after it. The others have them where the kernel allows Fast Open
 * ({@code net.ipv4.tcp_fastopen}: 1 for clients, 2 for servers).</li>
 * </ul>
 *
 * <h2>What the suites themselves skip</h2>
 * <ul>
 * <li>{@code ServerSocketSuspendTest.testSuspendAndResumeAccept} and
 * {@code SocketShutdownOutputBySelfTest.testWriteAfterShutdownOutputNoWritabilityChange}: switched off in Netty. The
 * former is replaced by {@code ZeroCopyServerSocketSuspendTest.acceptsOnlyOnceReading}; the latter writes two bytes of
 * an array of one and cannot pass.</li>
 * <li>{@code SocketSslClientRenegotiateTest.testSslRenegotiationRejected}: only OpenSSL lets a client renegotiate, and
 * the tests have BoringSSL. Renegotiation of the JDK's engine is part of {@code SocketSslEchoTest}.</li>
 * <li>{@code TcpMd5Test} where the kernel has no {@code TCP_MD5SIG}, the IPv6 datagram tests where there is no IPv6,
 * the multicast tests where no network interface supports it, {@code ConformanceModeTest}'s look at the routes where
 * there is no zero copy.</li>
 * </ul>
 */
package io.zerocopy.netty.conformance;
