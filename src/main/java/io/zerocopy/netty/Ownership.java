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
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;

import java.util.Set;

/**
 * Tells whether a buffer's memory can be reached by nobody but the holder of this one reference.
 *
 * <p>The answer is "yes" only for buffers whose inner workings are known: memory that one of Netty's allocators
 * made, with a reference count of one, seen directly, through a composite, or through views that have no count
 * of their own. Everything else is taken as shared: wrapped NIO buffers and addresses (their owner keeps them),
 * unreleasable buffers, pooled retained slices (their parent's count is hidden), unknown implementations. A
 * read-only view is no proof either, since the owner of the memory behind it may still write.
 */
final class Ownership {

    private enum Kind { ALLOCATED, VIEW, COMPOSITE, UNKNOWN }

    private static final String PACKAGE = "io.netty.buffer.";

    private static final Set<String> ALLOCATED = Set.of(
            "PooledUnsafeDirectByteBuf",
            "PooledDirectByteBuf",
            "AdaptivePoolingAllocator$AdaptiveByteBuf",
            "UnpooledByteBufAllocator$InstrumentedUnpooledUnsafeDirectByteBuf",
            "UnpooledByteBufAllocator$InstrumentedUnpooledUnsafeNoCleanerDirectByteBuf",
            "UnpooledByteBufAllocator$InstrumentedUnpooledDirectByteBuf");

    /** They share the reference count of what {@link ByteBuf#unwrap()} returns. */
    private static final Set<String> VIEWS = Set.of(
            "SimpleLeakAwareByteBuf",
            "AdvancedLeakAwareByteBuf",
            "UnpooledSlicedByteBuf",
            "UnpooledDuplicatedByteBuf",
            "DuplicatedByteBuf",
            "SlicedByteBuf",
            "ReadOnlyByteBuf");

    private static final ClassValue<Kind> KINDS = new ClassValue<>() {
        @Override
        protected Kind computeValue(Class<?> type) {
            return kindOf(type);
        }
    };

    private static final Class<?> UNRELEASABLE = Unpooled.unreleasableBuffer(Unpooled.EMPTY_BUFFER).getClass();

    private Ownership() {
    }

    /** Whether only the holder of this reference can reach the buffer's memory. */
    static boolean isExclusive(ByteBuf buffer) {
        ByteBuf current = buffer;
        while (current.refCnt() == 1) {
            switch (KINDS.get(current.getClass())) {
                case ALLOCATED:
                    return true;
                case VIEW:
                    current = current.unwrap();
                    break;
                case COMPOSITE:
                    return areComponentsExclusive((CompositeByteBuf) current);
                default:
                    return false;
            }
        }
        return false;
    }

    /**
     * Takes a reference for the kernel and returns the buffer to release afterwards. An unreleasable buffer
     * ignores {@code retain()}, so the reference is taken on what it wraps.
     */
    static ByteBuf retainForKernel(ByteBuf buffer) {
        ByteBuf counted = buffer.getClass() == UNRELEASABLE ? buffer.unwrap() : buffer;
        return counted.retain();
    }

    private static boolean areComponentsExclusive(CompositeByteBuf composite) {
        for (int i = 0, count = composite.numComponents(); i < count; i++) {
            if (!isExclusive(composite.internalComponent(i))) {
                return false;
            }
        }
        return true;
    }

    private static Kind kindOf(Class<?> type) {
        if (type == RegisteredByteBuf.class) {
            return Kind.ALLOCATED;
        }
        String name = type.getName();
        if (!name.startsWith(PACKAGE)) {
            return Kind.UNKNOWN;
        }
        if (CompositeByteBuf.class.isAssignableFrom(type)) {
            return Kind.COMPOSITE;
        }
        String shortName = name.substring(PACKAGE.length());
        if (ALLOCATED.contains(shortName)) {
            return Kind.ALLOCATED;
        }
        return VIEWS.contains(shortName) ? Kind.VIEW : Kind.UNKNOWN;
    }
}
