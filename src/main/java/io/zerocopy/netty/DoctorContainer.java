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

import java.util.function.UnaryOperator;

/**
 * The kind of container around this process, as far as it can be told from inside, and what tells it. A remedy is
 * worth more if it names the tool that the reader uses.
 */
record DoctorContainer(Kind kind, String evidence) {

    enum Kind {
        NONE("none seen"),
        KUBERNETES("Kubernetes"),
        DOCKER("Docker"),
        PODMAN("Podman"),
        OTHER("yes");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    static DoctorContainer detect(DoctorFiles files, UnaryOperator<String> environment) {
        // First what runs inside of others' tools: a pod's containers are containerd's or Docker's as well.
        if (environment.apply("KUBERNETES_SERVICE_HOST") != null) {
            return new DoctorContainer(Kind.KUBERNETES, "KUBERNETES_SERVICE_HOST");
        }
        if (files.exists("run/.containerenv")) {
            return new DoctorContainer(Kind.PODMAN, "/run/.containerenv");
        }
        if (files.exists(".dockerenv")) {
            return new DoctorContainer(Kind.DOCKER, "/.dockerenv");
        }
        DoctorContainer byGroup = detectByGroup(files);
        String name = environment.apply("container");
        if (byGroup.kind == Kind.NONE && name != null && !name.isBlank()) {
            return new DoctorContainer("podman".equals(name) ? Kind.PODMAN : Kind.OTHER, "container=" + name);
        }
        return byGroup;
    }

    private static DoctorContainer detectByGroup(DoctorFiles files) {
        for (String line : files.lines("proc/self/cgroup")) {
            // hierarchy:controllers:path
            String path = line.substring(line.lastIndexOf(':') + 1);
            Kind kind = kindOfGroup(path);
            if (kind != Kind.NONE) {
                return new DoctorContainer(kind, "control group " + path);
            }
        }
        return new DoctorContainer(Kind.NONE, "");
    }

    private static Kind kindOfGroup(String path) {
        if (path.contains("kubepods")) {
            return Kind.KUBERNETES;
        }
        if (path.contains("libpod")) {
            return Kind.PODMAN;
        }
        // Not docker.service, which is the daemon's own group on the host.
        if (path.contains("/docker/") || path.contains("docker-")) {
            return Kind.DOCKER;
        }
        boolean other = path.contains("cri-containerd") || path.contains("crio-") || path.contains("/lxc");
        return other ? Kind.OTHER : Kind.NONE;
    }

    @Override
    public String toString() {
        return evidence.isEmpty() ? kind.text : kind.text + " (" + evidence + ")";
    }
}
