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

import io.netty.util.Version;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/**
 * Says that the transport stays off in an application on Netty 4.2, such as one on Spring Boot 4. It uses nothing that
 * Spring Boot 4 has moved.
 */
@AutoConfiguration
@ConditionalOnClass(name = UnsupportedNettyAutoConfiguration.ONLY_IN_NETTY_4_2)
@ConditionalOnProperty(prefix = ZeroCopyProperties.PREFIX, name = "enabled", matchIfMissing = true)
final class UnsupportedNettyAutoConfiguration implements InitializingBean {

    static final String ONLY_IN_NETTY_4_2 = "io.netty.channel.IoEventLoop";

    private static final InternalLogger LOGGER =
            InternalLoggerFactory.getInstance(UnsupportedNettyAutoConfiguration.class);

    @Override
    public void afterPropertiesSet() {
        LOGGER.warn("netty-transport-zerocopy stays off: it is for Netty 4.1, and this application runs on Netty {}. "
                + "Remove it, or set {}.enabled=false.", version(), ZeroCopyProperties.PREFIX);
    }

    private static String version() {
        Version version = Version.identify().get("netty-transport");
        return version == null ? "4.2" : version.artifactVersion();
    }
}
