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

import io.zerocopy.netty.DoctorProcess.Limit;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Limits which have nothing to do with zero copy, but stop servers that are fast enough to reach them.
 */
final class DoctorServerLimits {

    private static final long FEW_FILES = 16384;
    private static final String NOT_VISIBLE = "not visible here";
    private static final String LOW = "low: ";

    /**
     * A sysctl of which one number matters.
     *
     * @param column where the number stands
     * @param low less than this deserves advice
     * @param good a value to set
     */
    private record Setting(String name, int column, long low, String good, String meaning) {

        String path() {
            return "proc/sys/" + name.replace('.', '/');
        }
    }

    private static final List<Setting> SETTINGS = List.of(
            new Setting("net.core.somaxconn", 0, 1024, "4096", " connections may wait for accept; caps SO_BACKLOG"),
            new Setting("net.ipv4.tcp_max_syn_backlog", 0, 1024, "4096", " connections may be in the handshake"),
            new Setting("net.core.netdev_max_backlog", 0, 1000, "1000", " received packets may wait for a CPU"),
            new Setting("net.core.rmem_max", 0, 1 << 20, "4194304", " bytes, caps SO_RCVBUF (for who sets that)"),
            new Setting("net.core.wmem_max", 0, 1 << 20, "4194304", " bytes, caps SO_SNDBUF (for who sets that)"),
            new Setting("net.ipv4.tcp_rmem", 2, 4 << 20, "4096 131072 6291456",
                    " bytes, received but not read, per connection"),
            new Setting("net.ipv4.tcp_wmem", 2, 4 << 20, "4096 16384 4194304",
                    " bytes, sent but not acknowledged, per connection"));

    private final DoctorHost host;

    DoctorServerLimits(DoctorHost host) {
        this.host = host;
    }

    void print(DoctorPrinter out) {
        out.section("Server limits");
        printOpenFiles(out);
        for (Setting setting : SETTINGS) {
            OptionalLong value = host.files().number(setting.path(), setting.column);
            if (value.isEmpty()) {
                out.line(setting.name, NOT_VISIBLE);
                continue;
            }
            boolean low = value.getAsLong() < setting.low;
            out.line(setting.name, (low ? LOW : "") + value.getAsLong() + setting.meaning);
            if (low) {
                out.command("sysctl -w " + setting.name + "=" + quoted(setting.good));
            }
        }
    }

    private void printOpenFiles(DoctorPrinter out) {
        Optional<Limit> limit = host.process().limit(DoctorProcess.OPEN_FILES);
        if (limit.isEmpty()) {
            out.line("open files", NOT_VISIBLE);
            return;
        }
        long files = limit.get().soft();
        String number = files == Limit.UNLIMITED ? "unlimited" : Long.toString(files);
        out.line("open files", (files < FEW_FILES ? LOW : "") + number + ", one for each connection");
        if (files < FEW_FILES) {
            out.command("LimitNOFILE=1048576   (systemd unit)");
            out.command("docker run --ulimit nofile=1048576:1048576 ...");
            out.command("<user> - nofile 1048576   (/etc/security/limits.conf)");
        }
    }

    private static String quoted(String value) {
        return value.indexOf(' ') < 0 ? value : "'" + value + "'";
    }
}
