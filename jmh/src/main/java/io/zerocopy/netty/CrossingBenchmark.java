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

import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.Native;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * What does a call from Java into the shim cost by JNA's direct mapping and by JNI, next to one into Netty's own native
 * code? Each zero-copy send crosses once, by JNI.
 * <p>
 * None of the functions called does any work: the shim refuses a ring of 0 at once, without a system call.
 * {@link #jna1} and {@link #jna3} show what arguments add. Run it with:
 * <pre>{@code
 * java -jar jmh/target/benchmarks.jar CrossingBenchmark -prof gc
 * }</pre>
 */
// In the library's package, since nothing public is a crossing and nothing else: a send through a channel costs a
// hundred times as much, which would hide it. The jar of benchmarks holds the library, so the package is not split.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CrossingBenchmark {

    private static final int NO_ENTRIES = 0;

    /** Loads both libraries. */
    @Setup
    public void load() throws Throwable {
        Epoll.ensureAvailability();
        NativeShim.load();
        int refused = NativeShim.nzc_ring_open(0, NO_ENTRIES, -1);
        if (refused >= 0) {
            throw new IllegalStateException("the shim opened a ring without entries");
        }
    }

    /** A call that stays in Java and is not inlined. */
    @Benchmark
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public int nothing() {
        return NO_ENTRIES;
    }

    /** Netty's JNI: no argument. */
    @Benchmark
    public int jni() {
        return Native.offsetofEpollData();
    }

    /** The shim by JNI: a send, with its seven arguments. */
    @Benchmark
    public int jniSend() {
        return NativeShim.nzc_ring_sendmsg_zc(0, -1, 0, 0, 0, 0, 0);
    }

    /** JNA's direct mapping: no argument. */
    @Benchmark
    public int jna() {
        return NativeShim.nzc_abi_version();
    }

    /** JNA's direct mapping: a long. */
    @Benchmark
    public int jna1() {
        return NativeShim.nzc_ring_close(0);
    }

    /** JNA's direct mapping: a long and two ints. */
    @Benchmark
    public int jna3() {
        return NativeShim.nzc_ring_open(0, NO_ENTRIES, -1);
    }
}
