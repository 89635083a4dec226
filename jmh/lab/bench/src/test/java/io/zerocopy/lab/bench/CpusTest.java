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

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class CpusTest {

    private final Cpus two = new Cpus(List.of(0, 1));
    private final Cpus four = new Cpus(List.of(0, 2, 4, 6));

    @Test
    void listOfTheKernelIsReadWithItsRanges() {
        assertThat(Cpus.parse("0-2,5,7-8")).containsExactly(0, 1, 2, 5, 7, 8);
    }

    @Test
    void contenderHasTheFirstAndTheLoadTheRest() {
        assertThat(four.forContender(2)).isEqualTo("0,2");
        assertThat(four.forLoad(2, false)).isEqualTo("4,6");
        assertThat(four.forLoad(2, true)).isEqualTo("4");
    }

    @Test
    void theLastIsSharedWhereThereAreTooFew() {
        assertThat(two.forContender(8)).isEqualTo("0,1");
        assertThat(two.forLoad(1, true)).isEqualTo("1");
        assertThat(two.forLoad(2, false)).isEqualTo("1");
    }
}
