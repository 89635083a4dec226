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

import java.util.ArrayList;
import java.util.List;

/** Which points are measured, in the order of the paths, since a path is up only once. */
final class Tour {

    static final List<String> PATHS = List.of(Wire.WIRE_ID, Wire.VETH_ID, Loopback.ID);

    /** An open loop shows latency at a load that the baseline carries, with some air. */
    private static final double SHARE_OF_CAPACITY = 0.8;
    private static final double SHARE_OF_REQUESTS = 0.75;

    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;

    private Tour() {
    }

    /** Does it help me? */
    static List<Point> quick() {
        List<String> four = List.of(Lab.BASELINE, Lab.OURS_OFF, Lab.OURS, Lab.RIVAL);
        List<String> five = new ArrayList<>(four);
        five.add(Lab.REGISTERED);
        List<Point> points = new ArrayList<>();
        for (int size : new int[] {4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB, MIB}) {
            points.add(Point.stream(Wire.WIRE_ID, size, 1, 1, five));
        }
        points.add(Point.frames(Wire.WIRE_ID, five));
        points.add(Point.frames(Wire.WIRE_ID, four).open(SHARE_OF_CAPACITY));
        addClosedAndOpen(points, Point.serve(Wire.WIRE_ID, 64 * KIB, 8, four), SHARE_OF_REQUESTS);
        addClosedAndOpen(points, Point.serve(Wire.WIRE_ID, MIB, 8, four), SHARE_OF_REQUESTS);
        points.add(Point.stream(Wire.VETH_ID, 64 * KIB, 1, 1, five));
        points.add(Point.stream(Wire.VETH_ID, MIB, 1, 1, five));
        points.add(Point.stream(Loopback.ID, 64 * KIB, 1, 1, five));
        points.add(Point.echo(Loopback.ID, 64, 1, four));
        points.add(Point.echo(Loopback.ID, KIB, 1, four));
        return points;
    }

    /** Everything. The wire gets most: it is where zero copy is real. */
    static List<Point> full(List<String> contenders) {
        List<String> servers = contenders.stream().filter(each -> !Lab.onlyStreams(each)).toList();
        List<Point> points = new ArrayList<>();
        for (String path : PATHS) {
            addStreams(points, path, contenders);
            if (path.equals(Wire.WIRE_ID)) {
                addClosedAndOpen(points, Point.frames(path, contenders), SHARE_OF_CAPACITY);
                // No open loop: the codec's flow control queues what the socket does not take, and hides it.
                points.add(Point.http2(path, 64 * KIB, 1, servers));
                points.add(Point.http2(path, MIB, 1, servers));
            }
            addServers(points, path, servers);
            points.add(Point.proxy(path, 8, false, servers));
            points.add(Point.proxy(path, 8, true, servers));
            // The wire's peer speaks HTTP only.
            if (!path.equals(Wire.WIRE_ID)) {
                addEchoes(points, path, servers);
            }
        }
        return points;
    }

    private static void addStreams(List<Point> points, String path, List<String> contenders) {
        for (int connections : new int[] {1, 8, 64}) {
            for (int size = KIB; size <= 4 * MIB; size *= 4) {
                points.add(Point.stream(path, size, connections, 1, contenders));
                if (path.equals(Wire.WIRE_ID) && connections > 1) {
                    points.add(Point.stream(path, size, connections, 2, contenders));
                }
            }
        }
    }

    private static void addServers(List<Point> points, String path, List<String> contenders) {
        boolean wire = path.equals(Wire.WIRE_ID);
        for (int connections : wire ? new int[] {1, 8, 64} : new int[] {8}) {
            for (int size : wire ? new int[] {KIB, 64 * KIB, MIB} : new int[] {64 * KIB, MIB}) {
                addClosedAndOpen(points, Point.serve(path, size, connections, contenders), SHARE_OF_REQUESTS);
            }
        }
    }

    private static void addEchoes(List<Point> points, String path, List<String> contenders) {
        for (int size : new int[] {64, KIB, 4 * KIB}) {
            points.add(Point.echo(path, size, 1, contenders));
        }
        points.add(Point.echo(path, KIB, 64, contenders));
    }

    private static void addClosedAndOpen(List<Point> points, Point closed, double share) {
        points.add(closed);
        points.add(closed.open(share));
    }
}
