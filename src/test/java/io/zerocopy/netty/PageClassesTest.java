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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PageClassesTest {

    @Test
    void everySizeFitsWithLittleWaste() {
        for (int bytes = 1; bytes <= PageClasses.MAX_BYTES; bytes += 1021) {
            int room = PageClasses.pages(PageClasses.indexOf(bytes)) * PageClasses.PAGE;
            assertThat(room).isGreaterThanOrEqualTo(bytes);
            assertThat(room - bytes).as("waste of %d", bytes).isLessThan(Math.max(PageClasses.PAGE, bytes / 4 + 1));
        }
    }

    @Test
    void classesGrow() {
        for (int index = 1; index < PageClasses.COUNT; index++) {
            int smaller = PageClasses.pages(index - 1) * PageClasses.PAGE;
            assertThat(PageClasses.pages(index) * PageClasses.PAGE).isGreaterThan(smaller);
            assertThat(PageClasses.indexOf(smaller)).isEqualTo(index - 1);
            assertThat(PageClasses.indexOf(smaller + 1)).isEqualTo(index);
        }
        assertThat(PageClasses.pages(PageClasses.COUNT - 1) * PageClasses.PAGE).isEqualTo(PageClasses.MAX_BYTES);
    }
}
