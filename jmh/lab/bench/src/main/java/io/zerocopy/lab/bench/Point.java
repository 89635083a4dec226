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
package io.zerocopy.lab.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One thing that is measured, with several contenders.
 *
 * @param path the id of the network path
 * @param workload what they do
 * @param size bytes of a message or body; 0 where there are none
 * @param connections how many at once
 * @param loops event loops, and CPUs
 * @param gather bytes after which a stream flushes; 0 elsewhere
 * @param splice whether a proxy moves the bytes inside the kernel
 * @param share open loop: the share of the baseline's rate, measured in the closed loop, that is offered; 0: closed
 * @param table the name of a table that the point is a part of, or {@code null}
 * @param contenders ids
 */
record Point(String path, Workload workload, int size, int connections, int loops, int gather, boolean splice,
             double share, String table, List<String> contenders) {

    /** What the channel's buffers are flushed after, unless said otherwise. */
    static final int DEFAULT_GATHER = 256 << 10;

    /** The three baselines: a usual stack, our transport without zero copy, and with it. */
    static final String BASELINES_TABLE = "abc";

    static Point stream(String path, int size, int connections, int loops, List<String> contenders) {
        return new Point(path, Workload.STREAM, size, connections, loops, DEFAULT_GATHER, false, 0, null, contenders);
    }

    static Point http2(String path, int size, int connections, List<String> contenders) {
        return new Point(path, Workload.H2, size, connections, 1, DEFAULT_GATHER, false, 0, null, contenders);
    }

    static Point serve(String path, int size, int connections, List<String> contenders) {
        return new Point(path, Workload.SERVE, size, connections, 1, 0, false, 0, null, contenders);
    }

    static Point proxy(String path, int connections, boolean splice, List<String> contenders) {
        return new Point(path, Workload.PROXY, 0, connections, 1, 0, splice, 0, null, contenders);
    }

    static Point echo(String path, int size, int connections, List<String> contenders) {
        return new Point(path, Workload.ECHO, size, connections, 1, 0, false, 0, null, contenders);
    }

    /** Frames of 64 KiB, each flushed on its own. */
    static Point frames(String path, List<String> contenders) {
        int frame = 64 << 10;
        return new Point(path, Workload.STREAM, frame, 8, 1, frame, false, 0, BASELINES_TABLE, contenders);
    }

    /** The same at a fixed rate. */
    Point open(double shareOfRate) {
        return new Point(path, workload, size, connections, loops, gather, splice, shareOfRate, table, contenders);
    }

    Point with(List<String> otherContenders) {
        return new Point(path, workload, size, connections, loops, gather, splice, share, table, otherContenders);
    }

    /** The same with messages of another size, if it has any; frames are still flushed one by one. */
    Point sized(int otherSize) {
        return size == 0 ? this : new Point(path, workload, otherSize, connections, loops,
                isFrames() ? otherSize : gather, splice, share, table, contenders);
    }

    boolean isOpen() {
        return share > 0;
    }

    /** The id of the closed loop with the same parameters. */
    String closedId() {
        String kind = isFrames() ? "frames" : workload + (splice ? "-splice" : "");
        return path + "/" + kind + (size > 0 ? "/" + size : "") + "/c" + connections + "/l" + loops;
    }

    String id() {
        return isOpen() ? closedId() + "/open" : closedId();
    }

    /** For the results. */
    Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        if (size > 0) {
            parameters.put("size", size);
        }
        parameters.put("connections", connections);
        parameters.put("loops", loops);
        if (gather > 0) {
            parameters.put("gather", gather);
        }
        if (workload == Workload.PROXY) {
            parameters.put("splice", splice);
        }
        if (isOpen()) {
            parameters.put("share", share);
        }
        return parameters;
    }

    /**
     * What the contender is told.
     *
     * @param near the address on which a server listens
     * @param far where a sender sends to
     * @param sinkPort the port there
     */
    String openContender(String near, String far, int sinkPort) {
        return switch (workload) {
            case STREAM, H2 -> "stream host=" + far + " port=" + sinkPort + " size=" + size + " connections="
                    + connections + " loops=" + loops + " gather=" + gather
                    + (workload == Workload.H2 ? " h2=true" : "");
            case SERVE -> "serve host=" + near + " port=0 size=" + size + " loops=" + loops;
            case PROXY -> "proxy host=" + near + " port=0 target-host=" + far + " target-port=" + sinkPort + " loops="
                    + loops + " splice=" + splice;
            case ECHO -> "echo host=" + near + " port=0 loops=" + loops;
        };
    }

    /** What the client is told that connects to the contender. */
    String openClient(String near, int port) {
        return workload.client() + " host=" + near + " port=" + port + " connections=" + connections
                + switch (workload) {
                    case SERVE -> " path=/" + size;
                    case ECHO -> " size=" + size;
                    default -> "";
                };
    }

    private boolean isFrames() {
        return BASELINES_TABLE.equals(table);
    }
}
