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
package io.zerocopy.netty.conformance;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.net.InetSocketAddress;

/**
 * Gives Netty's connect-timeout tests a port of this machine that never answers, see {@link BlackHole}. Their own
 * default is a documentation address of the internet, which some networks answer or refuse. The suites read the address
 * when {@code SocketTestPermutation} is initialized, so it must be set before any test class of this package is:
 * registered for every test class by {@code META-INF/services}, it acts on those of this package.
 */
public final class BlackHoleExtension implements BeforeAllCallback {
    private static final String HOST_PROPERTY = "io.netty.testsuite.badHost";
    private static final String PORT_PROPERTY = "io.netty.testsuite.badPort";
    private static final int DEFAULT_PORT = 65535;

    /** Open until the JVM exits: its address is a constant of the suites by then. */
    private static BlackHole hole;

    @Override
    public void beforeAll(ExtensionContext context) {
        if (context.getRequiredTestClass().getPackage().equals(BlackHoleExtension.class.getPackage())) {
            open();
        }
    }

    /** Where connects hang: the address that was given to the JVM, or else the one of the hole. */
    static InetSocketAddress address() {
        int port = Integer.getInteger(PORT_PROPERTY, DEFAULT_PORT);
        return new InetSocketAddress(System.getProperty(HOST_PROPERTY), port);
    }

    private static synchronized void open() {
        if (hole == null && System.getProperty(HOST_PROPERTY) == null) {
            hole = BlackHole.open();
            System.setProperty(HOST_PROPERTY, hole.address().getAddress().getHostAddress());
            System.setProperty(PORT_PROPERTY, String.valueOf(hole.address().getPort()));
        }
    }
}
