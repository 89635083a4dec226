#!/usr/bin/env bash
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

# Builds the demo server as an outside project would be, starts it, fetches from it, shows what it counted.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
readonly root=${PWD%/integration-tests/demo}

readonly blob_size=64m
readonly blob_bytes=$((64 << 20))
readonly file_bytes=$((8 << 20))
readonly start_seconds=30
readonly mvn=(mvn -q -B -ntp)
readonly wire=$root/jmh/wire/wire
readonly wire_name=demo-$$
readonly timing='%{stderr}%{http_code}, %{size_download} bytes in %{time_total} s, first after %{time_starttransfer} s\n'

serve=false
folder=
options=()
servers=()
wire_up=false
work=
inside=() # what puts a command into the server's network namespace

usage() {
    cat <<'EOF'
usage: ./run demo [--serve] [option value]...

Without --serve: starts the server on a free port, fetches once, shows what was counted, and ends.
With --serve: does the same on port 8080, and keeps the server running until Ctrl-C.

  --port N        listen on this port, 0 for a free one
  --address A     listen on this address (127.0.0.1); 0.0.0.0 lets other machines in
  --threads N     event loops, 0 for Netty's default (0)
  --chunk SIZE    bytes in each buffer of a blob, such as 64k (256k)
  --folder DIR    whose files to serve (one with a sample file)

JAVA_OPTS reaches the server's JVM: JAVA_OPTS=-Dio.zerocopy.netty.enabled=false shows plain epoll.
EOF
}

say() {
    printf '\n== %s\n' "$*"
}

fail() {
    printf '\nresult: FAILED, %s\n' "$*" >&2
    exit 1
}

clean_up() {
    local server
    for server in "${servers[@]}"; do
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    done
    if $wire_up; then
        "$wire" down --name "$wire_name" || true
    fi
    if [[ -n $work ]]; then
        rm -rf "$work"
    fi
}

parse() {
    local port=
    while (($#)); do
        case $1 in
        --serve) serve=true ;;
        -h | --help) usage; exit 0 ;;
        --port | --address | --threads | --chunk | --folder)
            if (($# < 2)); then
                usage >&2
                exit 2
            fi
            options+=("$1" "$2")
            [[ $1 != --port ]] || port=$2
            [[ $1 != --folder ]] || folder=$2
            shift
            ;;
        *) usage >&2; exit 2 ;;
        esac
        shift
    done
    if [[ -z $port ]] && ! $serve; then
        options+=(--port 0)
    fi
}

# As the integration tests: from a repository of its own, which holds the library's jar and is filled from the user's.
build() {
    local jar settings=$root/target/demo-settings.xml
    jar=$(find "$root/target" -maxdepth 1 -name 'netty-transport-zerocopy-*.jar' \
        ! -name '*-sources.jar' ! -name '*-javadoc.jar' 2>/dev/null)
    [[ -f $jar ]] || fail "there must be one jar of the library in target/: start this by ./run demo"
    sed "s|@localRepositoryUrl@|file://$HOME/.m2/repository|" "$root/src/build/it-settings.xml" >"$settings"
    "${mvn[@]}" -f "$root/pom.xml" install:install-file -Dfile="$jar" -DpomFile="$root/pom.xml" \
        -DlocalRepositoryPath="$root/target/it-repo"
    "${mvn[@]}" -f pom.xml -gs "$settings" -Dmaven.repo.local="$root/target/it-repo" -DskipTests package
}

# What /blob/ sends, made by other means: lines of numbers, over and over.
pattern() { # bytes
    while cat "$work/period"; do :; done | head -c "$1"
}

prepare() {
    work=$(mktemp -d)
    LC_ALL=C seq -f %07.0f 1 131071 >"$work/period"
    if [[ -z $folder ]]; then
        folder=$work/files
        mkdir "$folder"
        pattern "$file_bytes" >"$folder/sample.txt"
        options+=(--folder "$folder")
    fi
}

# Starts a server in the background and waits until it answers at $url.
start() { # option...
    local java=java server deadline=$((SECONDS + start_seconds))
    [[ -z ${JAVA_HOME:-} ]] || java=$JAVA_HOME/bin/java
    # Not what an earlier server wrote.
    rm -f "$work/out"
    # JAVA_OPTS is words.
    # shellcheck disable=SC2086
    "${inside[@]}" "$java" ${JAVA_OPTS:-} -jar target/demo.jar "$@" >"$work/out" 2>"$work/err" &
    server=$!
    servers+=("$server")
    until url=$(sed -n 's|^listening on \(.*\)/$|\1|p' "$work/out" 2>/dev/null) && [[ -n $url ]] \
            && "${inside[@]}" curl -fsS -o "$work/index" "$url/" 2>"$work/curl"; do
        if ! kill -0 "$server" 2>/dev/null; then
            cat "$work/err" >&2
            fail "the server did not start"
        fi
        ((SECONDS < deadline)) || fail "the server does not answer: $(cat "$work/out" "$work/err" "$work/curl")"
        sleep 0.1
    done
    cat "$work/out" "$work/err"
}

# Fetches, shows curl's timing, and compares what arrived with what was sent.
fetch() { # path, the expected SHA-256
    local arrived
    arrived=$(curl -fsS "$url$1" -w "$timing" 2>"$work/curl" | sha256sum | cut -d ' ' -f 1) \
        || fail "$1: $(cat "$work/curl")"
    cat "$work/curl"
    echo "SHA-256 expected $2"
    echo "SHA-256 arrived  $arrived"
    [[ $arrived = "$2" ]] || fail "$1 did not arrive as it was sent"
}

metric() { # name
    sed -n "s/^$1: //p" "$work/metrics"
}

is_active() {
    grep -q '^zero copy: active$' "$work/out"
}

fetch_metrics() {
    "${inside[@]}" curl -fsS "$url/metrics" -o "$work/metrics"
}

check_metrics() {
    fetch_metrics
    cat "$work/metrics"
    zero_copied=$(metric 'ZERO_COPY bytes')
    # A memlock limit below one chunk is a reason.
    if is_active && ((zero_copied == 0 && $(metric 'NO_MEMORY bytes') == 0)); then
        fail "zero copy is available, but nothing took that route"
    fi
}

explain() {
    if ! is_active; then
        echo "Zero copy is off here, for the reason shown at the start: the same program works as plain epoll."
        return
    fi
    cat <<EOF
ZERO_COPY counts what left from the buffers' own memory; the other routes were copied, for the reason they are named
after. Sender and receiver share a machine here, so the kernel copied after all ("notified copied"). The connections learned
that from their first send, and copied from then on: LOCAL_PATH.
Over a network card sends count as "notified zero-copied". Try it from another machine:
  ./run demo --serve --address 0.0.0.0        then there: curl -o /dev/null http://HOST:8080/blob/1g
EOF
}

# The wire's far end takes the packets off before they are delivered, so the kernel has no reason to copy.
show_wire() {
    local reason
    if ((EUID != 0)); then
        echo "skipped: needs root, for a network namespace and a BPF program"
        return
    elif ! "$wire" --help 2>&1 | grep -q 'wire client'; then
        echo "skipped: this wire has no HTTP client"
        return
    elif ! reason=$("$wire" up --name "$wire_name" 2>&1 >/dev/null); then
        echo "skipped: ${reason##*wire: skipped: }"
        return
    fi
    wire_up=true
    inside=("$wire" exec --name "$wire_name" --)
    start "${options[@]}" --address 10.9.0.1 --port 0
    "$wire" client --name "$wire_name" --connect "${url#http://}" --get /blob/1m --requests 256 \
        || fail "not every request over the wire was answered"
    fetch_metrics
    grep -E '^(ZERO_COPY bytes|notified|mean hold)' "$work/metrics"
    (($(metric 'notified zero-copied') > 0)) || fail "the kernel copied on the wire as well"
}

main() {
    parse "$@"
    trap clean_up EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    say "building the demo"
    build
    prepare
    say "starting the server"
    start "${options[@]}"
    local public=$url
    say "GET /blob/$blob_size: bytes from memory"
    fetch "/blob/$blob_size" "$(pattern "$blob_bytes" | sha256sum | cut -d ' ' -f 1)"
    if [[ -f $folder/sample.txt ]]; then
        say "GET /file/sample.txt: a file of $folder"
        fetch /file/sample.txt "$(sha256sum <"$folder/sample.txt" | cut -d ' ' -f 1)"
    fi
    say "GET /metrics"
    check_metrics
    say "what that means"
    explain
    if is_active; then
        say "the same on a wire inside this machine, where the kernel need not copy"
        show_wire
    fi
    say "result: OK, everything arrived intact, $zero_copied bytes by zero copy"
    if $serve; then
        echo "the server goes on at $public/ until Ctrl-C"
        wait "${servers[0]}"
    fi
}

main "$@"
