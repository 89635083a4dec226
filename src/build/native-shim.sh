#!/bin/bash
# Copyright 2026 The netty-transport-zerocopy authors
#
# Licensed under the Apache License, Version 2.0 (the "License");
# you may not use this file except in compliance with the License.
# You may obtain a copy of the License at
#
#     https://www.apache.org/licenses/LICENSE-2.0
#
# Unless required by applicable law or agreed to in writing, software
# distributed under the License is distributed on an "AS IS" BASIS,
# WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
# See the License for the specific language governing permissions and
# limitations under the License.

# Called by the Maven build.
#   native-shim.sh build SOURCES OUT CLASSES   builds the library and lays it
#                                              where JNA looks for it in a jar
#   native-shim.sh test SOURCES OUT            runs the C tests, keeps their log

set -euo pipefail

readonly library=libnetty_zerocopy.so

# JNA's folder name for this machine; it differs from Netty's classifiers.
jna_folder() {
    case "$(uname -s)-$(uname -m)" in
        Linux-x86_64) echo linux-x86-64 ;;
        Linux-aarch64) echo linux-aarch64 ;;
        *) echo "native-shim: $(uname -s) on $(uname -m) is not supported" >&2; return 1 ;;
    esac
}

pack() {
    local from=$1 folder=$2 classes=$3
    # A loaded library must not change under a running JVM: replace, never overwrite.
    install -D -m 644 "$from" "$classes/$folder/$library.new"
    mv "$classes/$folder/$library.new" "$classes/$folder/$library"
}

build() {
    local sources=$1 out=$2 classes=$3 folder
    folder=$(jna_folder)
    make -s -C "$sources" OUT="$out" CC=gcc
    pack "$out/$library" "$folder" "$classes"
    if [[ $folder != linux-aarch64 ]]; then
        # Says so and goes on where the cross compiler or its liburing is missing.
        make -s -C "$sources" aarch64 OUT="$out"
        if [[ -e $out/aarch64/$library ]]; then
            pack "$out/aarch64/$library" linux-aarch64 "$classes"
        fi
    fi
}

run_tests() {
    local sources=$1 out=$2
    mkdir -p "$out"
    make -s -C "$sources" test OUT="$out" 2>&1 | tee "$out/test.log"
}

case "${1:-}" in
    build) build "$2" "$3" "$4" ;;
    test) run_tests "$2" "$3" ;;
    *) echo "usage: native-shim.sh build SOURCES OUT CLASSES | test SOURCES OUT" >&2; exit 2 ;;
esac
