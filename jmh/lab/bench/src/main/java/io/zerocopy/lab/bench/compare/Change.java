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
package io.zerocopy.lab.bench.compare;

/**
 * A difference between two runs that exceeds noise.
 *
 * @param key where it is
 * @param verdict what it means
 * @param text the difference in words
 */
record Change(Run.Key key, Verdict verdict, String text) {

    private static final String OURS = "zerocopy";

    boolean isOurs() {
        return key.contender().equals(OURS);
    }

    boolean isRegression() {
        return isOurs() && verdict == Verdict.WORSE;
    }

    @Override
    public String toString() {
        return key + ": " + text;
    }
}
