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

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.reactor.netty.ReactorNettyProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.http.HttpResources;

/**
 * Gives Spring's servers and clients on Reactor Netty the transport's event loops: those that take them from the
 * {@link ReactorResourceFactory}. It backs off if the application has one of its own.
 */
@AutoConfiguration(beforeName = {
        "org.springframework.boot.autoconfigure.web.reactive.ReactiveWebServerFactoryAutoConfiguration",
        "org.springframework.boot.autoconfigure.http.client.reactive.ClientHttpConnectorAutoConfiguration",
        "org.springframework.boot.autoconfigure.rsocket.RSocketServerAutoConfiguration"})
@ConditionalOnClass({ReactorResourceFactory.class, ReactorNettyProperties.class, HttpResources.class})
@ConditionalOnMissingClass(UnsupportedNettyAutoConfiguration.ONLY_IN_NETTY_4_2)
@ConditionalOnProperty(prefix = ZeroCopyProperties.PREFIX, name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties({ZeroCopyProperties.class, ReactorNettyProperties.class})
public final class ZeroCopyAutoConfiguration {

    // The name that Boot gives its own.
    @Bean
    @ConditionalOnMissingBean(ReactorResourceFactory.class)
    ZeroCopyResourceFactory reactorResourceFactory(ZeroCopyProperties properties, ReactorNettyProperties reactor) {
        ZeroCopyResourceFactory factory =
                new ZeroCopyResourceFactory(new CheckedProperties(properties).loopResources());
        if (reactor.getShutdownQuietPeriod() != null) {
            factory.setShutdownQuietPeriod(reactor.getShutdownQuietPeriod());
        }
        return factory;
    }
}
