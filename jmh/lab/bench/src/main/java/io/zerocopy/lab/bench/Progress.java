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

import java.io.PrintStream;
import java.time.Duration;

/** Tells how far the run is, and how long it will take: on a terminal in one line, else in a line for each point. */
final class Progress {

    private static final String ERASE_LINE = "\r\033[K";

    private final PrintStream out;
    private final boolean terminal;
    private final Plan plan;
    private final long start = System.nanoTime();
    private long estimatedDone;

    Progress(Plan plan, PrintStream out, boolean terminal) {
        this.plan = plan;
        this.out = out;
        this.terminal = terminal;
    }

    /** Begins with the point of this index. */
    void at(int index) {
        String line = String.format("%d/%d %s, %s left", index + 1, plan.points().size(),
                plan.points().get(index).id(), text(remaining(System.nanoTime() - start)));
        out.print(terminal ? ERASE_LINE + line : line + "\n");
        out.flush();
        estimatedDone += plan.estimate(index).toNanos();
    }

    void done() {
        out.print(terminal ? ERASE_LINE : "");
        out.flush();
    }

    /** The estimate of what is left, corrected by how well that of what is done came true. */
    Duration remaining(long elapsedNanos) {
        double correction = estimatedDone == 0 ? 1 : (double) elapsedNanos / estimatedDone;
        return Duration.ofNanos((long) ((plan.estimate().toNanos() - estimatedDone) * correction));
    }

    static String text(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds < 60 ? seconds + " s" : String.format("%d:%02d min", seconds / 60, seconds % 60);
    }
}
