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
package com.example.session;

import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.context.DriverContext;
import com.datastax.oss.driver.api.core.session.ProgrammaticArguments;
import com.datastax.oss.driver.internal.core.context.DefaultDriverContext;
import com.datastax.oss.driver.internal.core.context.NettyOptions;
import io.zerocopy.netty.ZeroCopyEventLoopGroup;

/** Takes the place of {@code CqlSession.builder()}. The group outlives the sessions: whoever made it shuts it down. */
public final class ZeroCopySessionBuilder extends CqlSessionBuilder {

    private final ZeroCopyEventLoopGroup group;

    public ZeroCopySessionBuilder(ZeroCopyEventLoopGroup group) {
        this.group = group;
    }

    @Override
    protected DriverContext buildContext(DriverConfigLoader config, ProgrammaticArguments arguments) {
        return new DefaultDriverContext(config, arguments) {
            @Override
            protected NettyOptions buildNettyOptions() {
                return new ZeroCopyNettyOptions(this, group);
            }
        };
    }
}
