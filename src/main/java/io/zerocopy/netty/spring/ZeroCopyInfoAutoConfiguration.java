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
package io.zerocopy.netty.spring;

import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Says in Actuator's {@code info} endpoint whether zero copy is active, and why not. */
@AutoConfiguration(after = ZeroCopyAutoConfiguration.class)
@ConditionalOnClass({InfoContributor.class, ConditionalOnEnabledInfoContributor.class})
@ConditionalOnBean(ZeroCopyResourceFactory.class)
public final class ZeroCopyInfoAutoConfiguration {

    // Not on the class: without Actuator the annotation's own condition is not there.
    @Bean
    @ConditionalOnEnabledInfoContributor("zero-copy")
    ZeroCopyInfoContributor zeroCopyInfoContributor(ZeroCopyResourceFactory factory) {
        return new ZeroCopyInfoContributor(factory);
    }
}
