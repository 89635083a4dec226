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

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The points to measure, and how long each will take. */
final class Plan {

    private final List<Point> points;
    private final List<Duration> estimates;
    private final Pace pace;

    Plan(List<Point> points, Pace pace) {
        this.points = List.copyOf(points);
        this.pace = pace;
        estimates = estimate(this.points, pace);
    }

    List<Point> points() {
        return points;
    }

    Pace pace() {
        return pace;
    }

    /** Of the point of this index. */
    Duration estimate(int index) {
        return estimates.get(index);
    }

    Duration estimate() {
        return estimates.stream().reduce(Duration.ZERO, Duration::plus);
    }

    /** The paths that are needed, in the order of the tour. */
    List<String> paths() {
        return Tour.PATHS.stream().filter(path -> points.stream().anyMatch(each -> each.path().equals(path)))
                .toList();
    }

    Plan onPaths(List<String> paths) {
        return filtered(point -> paths.contains(point.path()));
    }

    /**
     * The points with each of these sizes instead of their own; no sizes: as they are.
     *
     * @throws IllegalArgumentException if a size is not positive
     */
    Plan sized(List<Integer> sizes) {
        if (sizes.isEmpty()) {
            return this;
        }
        sizes.stream().filter(size -> size < 1).findFirst().ifPresent(size -> {
            throw new IllegalArgumentException("a size of " + size + " bytes is none");
        });
        return new Plan(sizes.stream().flatMap(size -> points.stream().map(point -> point.sized(size))).distinct()
                .toList(), pace);
    }

    /**
     * Keeps what has one of the texts in its id. A text that names points chooses points, one that names contenders
     * chooses contenders; the baseline stays, since everything is compared to it, and so does the closed loop that an
     * open one takes its rate from.
     *
     * @throws IllegalArgumentException if a text names nothing
     */
    Plan only(List<String> texts) {
        List<String> forPoints = new ArrayList<>();
        List<String> forContenders = new ArrayList<>();
        for (String text : texts) {
            boolean point = points.stream().anyMatch(each -> each.id().contains(text));
            boolean contender = points.stream().flatMap(each -> each.contenders().stream())
                    .anyMatch(each -> each.contains(text));
            if (!point && !contender) {
                throw new IllegalArgumentException("no point and no contender has '" + text + "' in its name");
            }
            if (point) {
                forPoints.add(text);
            }
            if (contender) {
                forContenders.add(text);
            }
        }
        return onlyPoints(forPoints).onlyContenders(forContenders);
    }

    private Plan onlyPoints(List<String> texts) {
        if (texts.isEmpty()) {
            return this;
        }
        Set<String> wanted = new HashSet<>();
        for (Point point : points) {
            if (texts.stream().anyMatch(point.id()::contains)) {
                wanted.add(point.id());
                wanted.add(point.closedId());
            }
        }
        return filtered(point -> wanted.contains(point.id()));
    }

    private Plan onlyContenders(List<String> texts) {
        if (texts.isEmpty()) {
            return this;
        }
        List<Point> kept = new ArrayList<>();
        for (Point point : points) {
            List<String> contenders = point.contenders().stream()
                    .filter(each -> each.equals(Lab.BASELINE) || texts.stream().anyMatch(each::contains)).toList();
            if (contenders.stream().anyMatch(each -> texts.stream().anyMatch(each::contains))) {
                kept.add(point.with(contenders));
            }
        }
        return new Plan(kept, pace);
    }

    private Plan filtered(Predicate<Point> wanted) {
        return new Plan(points.stream().filter(wanted).toList(), pace);
    }

    private static List<Duration> estimate(List<Point> points, Pace pace) {
        Set<String> started = new HashSet<>();
        List<Duration> estimates = new ArrayList<>();
        for (Point point : points) {
            long millis = 0;
            for (String contender : point.contenders()) {
                boolean firstOfProcess = started.add(point.path() + contender);
                boolean firstOfWorkload = started.add(point.path() + contender + point.workload());
                millis += pace.estimateMillis(firstOfProcess, firstOfWorkload);
            }
            estimates.add(Duration.ofMillis(millis));
        }
        return estimates;
    }
}
