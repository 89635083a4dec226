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
package io.zerocopy.netty.conformance;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.testsuite.transport.TestsuitePermutation.BootstrapComboFactory;
import io.netty.testsuite.transport.socket.TrafficShapingHandlerTest;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/**
 * Traffic shaping holds writes back and releases them all.
 *
 * <p>Each allocator runs by itself: together they come too close to the suite's timeouts.
 */
@ParameterizedClass
@ValueSource(classes = {UnpooledByteBufAllocator.class, PooledByteBufAllocator.class, AdaptiveByteBufAllocator.class})
class ZeroCopyTrafficShapingHandlerTest extends TrafficShapingHandlerTest {
    @Parameter
    private Class<? extends ByteBufAllocator> allocator;

    @Override
    protected List<BootstrapComboFactory<ServerBootstrap, Bootstrap>> newFactories() {
        return ZeroCopySocketTestPermutation.INSTANCE.socketWithoutFastOpen();
    }

    @Override
    protected List<ByteBufAllocator> newAllocators() {
        return ZeroCopySocketTestPermutation.allocators(allocator);
    }
}
