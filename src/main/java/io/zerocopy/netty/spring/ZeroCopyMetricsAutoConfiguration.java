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

import io.micrometer.core.instrument.binder.MeterBinder;
import io.zerocopy.netty.micrometer.ZeroCopyMeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Gives Actuator the transport's meters: it binds every binder there is. */
@AutoConfiguration(after = ZeroCopyAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(ZeroCopyResourceFactory.class)
public final class ZeroCopyMetricsAutoConfiguration {

    // Asks the factory at every reading: Boot binds before there are event loops, and a restart makes new ones.
    @Bean
    @ConditionalOnMissingBean
    ZeroCopyMeterBinder zeroCopyMeterBinder(ZeroCopyResourceFactory factory) {
        return new ZeroCopyMeterBinder(factory::group);
    }
}
