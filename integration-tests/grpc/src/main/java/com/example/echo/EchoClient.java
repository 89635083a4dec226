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
package com.example.echo;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.netty.channel.ChannelOption;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;
import io.zerocopy.netty.ZeroCopySocketChannel;

/** A gRPC client on the zero-copy transport. */
public final class EchoClient implements AutoCloseable {

    private final ZeroCopyEventLoopGroup group = new ZeroCopyEventLoopGroup();
    private final ManagedChannel channel;

    EchoClient(String host, int port) {
        channel = NettyChannelBuilder.forAddress(host, port)
                .channelType(ZeroCopySocketChannel.class)
                .eventLoopGroup(group)
                .withOption(ChannelOption.ALLOCATOR, group.allocator())
                .usePlaintext()
                .build();
    }

    byte[] unary(byte[] request) {
        return ClientCalls.blockingUnaryCall(channel, EchoService.UNARY, CallOptions.DEFAULT, request);
    }

    StreamObserver<byte[]> stream(StreamObserver<byte[]> answers) {
        return ClientCalls.asyncBidiStreamingCall(channel.newCall(EchoService.STREAM, CallOptions.DEFAULT), answers);
    }

    ZeroCopyEventLoopGroup group() {
        return group;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        group.shutdownGracefully().syncUninterruptibly();
    }

    public static void main(String[] args) {
        try (EchoClient client = new EchoClient("localhost", 8080)) {
            System.out.println(client.unary(new byte[1 << 20]).length + " bytes are back");
        }
    }
}
