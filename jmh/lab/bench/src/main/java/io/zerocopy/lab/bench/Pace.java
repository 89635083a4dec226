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

/**
 * How long is measured.
 *
 * @param rounds of each contender at each point
 * @param millis of each round
 * @param firstWarmUpMillis how long a contender does what it does for the first time, before its cost is watched
 */
record Pace(int rounds, int millis, int firstWarmUpMillis) {

    /**
     * Many short rounds rather than a few long ones: from nine on, the interval of the median does without the best
     * and the worst, so that one pause of the machine does not make a point noisy.
     */
    static final Pace DEFAULT = new Pace(9, 200, 2000);

    private static final int START_MILLIS = 900;
    private static final int OPEN_AND_CLOSE_MILLIS = 150;
    private static final int BETWEEN_ROUNDS_MILLIS = 25;

    Pace {
        if (rounds < 1 || millis < 1 || firstWarmUpMillis < 1) {
            throw new IllegalArgumentException("there must be at least one round, and a millisecond of each");
        }
    }

    /** The length of a round that watches whether messages still get cheaper. */
    int warmUpMillis() {
        return 2 * millis;
    }

    /** After so many rounds that were no cheaper, a contender is warm. */
    int warmUpsInVain() {
        return 3;
    }

    /** After so many rounds it has to be. */
    int mostWarmUps() {
        return 10;
    }

    /** About how long a contender takes at a point. */
    long estimateMillis(boolean firstOfProcess, boolean firstOfWorkload) {
        return (firstOfProcess ? START_MILLIS : 0) + OPEN_AND_CLOSE_MILLIS
                + (firstOfWorkload ? firstWarmUpMillis + 2L * warmUpsInVain() * warmUpMillis() : millis)
                + (long) rounds * (millis + BETWEEN_ROUNDS_MILLIS);
    }
}
