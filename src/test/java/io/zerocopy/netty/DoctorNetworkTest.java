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
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Guesses about the way out of made-up machines.
 */
class DoctorNetworkTest {

    private static final String COPIES = "the kernel copies what it delivers on this machine";

    @TempDir
    private Path root;

    @Test
    void devices() {
        DoctorTestTree tree = DoctorTestTree.server(root)
                .file("sys/class/net/lo/type", "772\n")
                .file("sys/class/net/br0/bridge/ageing_time", "30000\n")
                .file("sys/class/net/bond0/uevent", "DEVTYPE=bond\nINTERFACE=bond0\nIFINDEX=4\n")
                .file("sys/class/net/wg0/uevent", "DEVTYPE=wireguard\nINTERFACE=wg0\n")
                .file("sys/class/net/veth1/uevent", "INTERFACE=veth1\nIFINDEX=7\n");

        assertThat(describe(tree, "eth0")).contains("eth0: a network device (ena)").doesNotContain(COPIES);
        assertThat(describe(tree, "lo")).contains("lo: loopback; " + COPIES);
        assertThat(describe(tree, "br0")).contains("br0: a bridge; " + COPIES);
        assertThat(describe(tree, "bond0")).contains("bond0: virtual (bond)").doesNotContain(COPIES);
        assertThat(describe(tree, "wg0")).contains("wg0: virtual (wireguard); " + COPIES);
        assertThat(describe(tree, "veth1")).contains("veth1: virtual (veth or alike", COPIES);
        assertThat(describe(tree, "gone0")).contains("gone0: nothing is known about it");
    }

    @Test
    void preferredRoute() {
        DoctorTestTree tree = DoctorTestTree.server(root).file("proc/net/route", """
                Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask
                wlan0\t00000000\t010200C0\t0003\t0\t0\t600\t00000000
                down0\t00000000\t010200C0\t0002\t0\t0\t1\t00000000
                half0\t00000000\t010200C0\t0001\t0\t0\t0\t000000F0
                eth1\t00000000\t010200C0\t0003\t0\t0\t100\t00000000
                """);

        assertThat(new DoctorNetwork(tree.files()).defaultDevice()).contains("eth1");
    }

    @Test
    void routeOfIpv6() {
        String zero = "0".repeat(32);
        DoctorTestTree tree = DoctorTestTree.server(root).without("proc/net/route").file("proc/net/ipv6_route",
                "fd" + zero.substring(2) + " 40 " + zero + " 00 " + zero + " 00000100 00000001 00000000 00000001 eth1\n"
                        + zero + " 00 " + zero + " 00 " + zero + " ffffffff 00000001 00000000 00200201 lo\n"
                        + zero + " 00 " + zero + " 00 " + zero + " 00000400 00000002 00000000 00000003 eth2\n");

        assertThat(new DoctorNetwork(tree.files()).defaultDevice()).contains("eth2");
        assertThat(new DoctorNetwork(tree.without("proc/net/ipv6_route").files()).defaultDevice()).isEmpty();
    }

    private static String describe(DoctorTestTree tree, String device) {
        DoctorPrinter out = new DoctorPrinter();
        new DoctorNetwork(tree.route(device).files()).print(out);
        return out.toString().replaceAll("\\s+", " ");
    }
}
