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
package io.zerocopy.lab.protocol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ParametersTest {

    @Test
    void readsWhatIsThere() {
        Parameters parameters = of("host=::1", "size=4096", "rate=0.5", "fill=true", "empty=", "port=0");

        assertThat(parameters.string("host")).isEqualTo("::1");
        assertThat(parameters.positive("size")).isEqualTo(4096);
        assertThat(parameters.positive("gather", 7)).isEqualTo(7);
        assertThat(parameters.positiveDecimal("rate")).isEqualTo(0.5);
        assertThat(parameters.flag("fill")).isTrue();
        assertThat(parameters.flag("splice")).isFalse();
        assertThat(parameters.string("empty")).isEmpty();
        assertThat(parameters.listenPort()).isZero();
        parameters.rejectUnread();
    }

    @ParameterizedTest
    @ValueSource(strings = { "size", "=1", "", " " })
    void refusesWordsWithoutKeyOrValue(String word) {
        assertThatIllegalArgumentException().isThrownBy(() -> of(word)).withMessage("not key=value: '" + word + "'");
    }

    @Test
    void refusesTheSameKeyTwice() {
        assertThatIllegalArgumentException().isThrownBy(() -> of("a=1", "a=2")).withMessage("a is there twice");
    }

    @Test
    void namesWhatIsMissing() {
        assertThatIllegalArgumentException().isThrownBy(() -> of().positive("size"))
                .withMessage("missing parameter: size");
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "-1", "x", "", "1e3", "99999999999" })
    void namesWhatIsNoPositiveNumber(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> of("size=" + value).positive("size", 1))
                .withMessage("size must be a whole number from 1 to 2147483647, not '" + value + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "-1", "NaN", "Infinity", "x" })
    void namesWhatIsNoRate(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> of("rate=" + value).positiveDecimal("rate"))
                .withMessage("rate must be a number above zero, not '" + value + "'");
    }

    @Test
    void namesWhatIsNoFlagAndNoPort() {
        assertThatIllegalArgumentException().isThrownBy(() -> of("fill=yes").flag("fill"))
                .withMessage("fill must be true or false, not 'yes'");
        assertThatIllegalArgumentException().isThrownBy(() -> of("port=65536").listenPort())
                .withMessage("port must be a whole number from 0 to 65535, not '65536'");
        assertThatIllegalArgumentException().isThrownBy(() -> of("port=0").port("port"))
                .withMessage("port must be a whole number from 1 to 65535, not '0'");
    }

    @Test
    void namesWhatNobodyAskedFor() {
        Parameters parameters = of("size=1", "conections=8");
        parameters.positive("size");
        assertThatIllegalArgumentException().isThrownBy(parameters::rejectUnread)
                .withMessage("unknown parameter: conections");
    }

    private static Parameters of(String... words) {
        return new Parameters(List.of(words));
    }
}
