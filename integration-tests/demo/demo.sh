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

# Builds the demo server as an outside project would be, starts it, fetches from it, and measures it against epoll.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
readonly root=${PWD%/integration-tests/demo}

readonly blob_size=64m
readonly blob_bytes=$((64 << 20))
readonly file_bytes=$((8 << 20))
readonly start_seconds=30
readonly rounds=7
readonly mvn=(mvn -q -B -ntp)
readonly wire=$root/jmh/wire/wire
readonly wire_name=demo-$$
readonly timing='%{stderr}%{http_code}, %{size_download} bytes in %{time_total} s, first after %{time_starttransfer} s\n'

serve=false
folder=
options=()
load=() # where the load goes: nothing for a receiver inside the server
server=
wire_up=false
no_wire= # why there is none, if it was wanted
work=

usage() {
    cat <<'EOF'
usage: ./run demo [--serve] [option value]...

Without --serve: starts the server on a free port, fetches from it, sends the same load by epoll and by zero copy in
turns, says what each needed, and ends after a minute.
With --serve: starts the server on port 8080, fetches from it, and keeps it running until Ctrl-C, with a live page.

  --port N        listen on this port, 0 for a free one
  --address A     listen on this address (127.0.0.1); 0.0.0.0 lets other machines in, which must ask for the server's
                  IP address: by a name it refuses, as that could be another web site's
  --threads N     event loops, 0 for Netty's default (0)
  --chunk SIZE    bytes in each buffer of a blob, such as 64k (256k)
  --folder DIR    whose files to serve (one with a sample file)
  --to HOST:PORT  who takes the load: as root the far end of a wire inside this machine, otherwise the server itself.
                  On another machine: socat -u TCP-LISTEN:9000,fork OPEN:/dev/null
                  It is sent memory of the server as it is, whatever that held before: only to somebody you trust

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
    if [[ -n $server ]]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
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
        --port | --address | --threads | --chunk | --folder | --to)
            if (($# < 2)); then
                usage >&2
                exit 2
            fi
            case $1 in
            --to) load=("$1" "$2") ;;
            *) options+=("$1" "$2") ;;
            esac
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
    "${mvn[@]}" -f pom.xml -gs "$settings" -Dmaven.repo.local="$root/target/it-repo" -Dmaven.test.skip=true package
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

# Its far end takes the packets off before they are delivered, so the kernel has no reason to copy.
bring_wire_up() {
    local reason
    if ((EUID != 0)); then
        no_wire="only root can make a wire inside this machine"
    elif reason=$("$wire" up --name "$wire_name" --poll-us 50 2>&1 >/dev/null); then
        wire_up=true
        load=(--to 10.9.0.2:9 --namespace "/run/netns/wire-$wire_name")
    else
        no_wire="there is no wire inside this machine: ${reason##*wire: skipped: }"
    fi
}

demo() { # option...
    local java=java
    [[ -z ${JAVA_HOME:-} ]] || java=$JAVA_HOME/bin/java
    # JAVA_OPTS is words.
    # shellcheck disable=SC2086
    exec "$java" ${JAVA_OPTS:-} -jar target/demo.jar "$@" "${load[@]}"
}

# Starts the server in the background and waits until it answers at $url.
start() {
    local deadline=$((SECONDS + start_seconds))
    : >"$work/out"
    demo "${options[@]}" >"$work/out" 2>"$work/err" &
    server=$!
    until url=$(sed -n 's|^listening on \(.*\)/$|\1|p' "$work/out") && [[ -n $url ]] \
            && curl -fsS -o "$work/index" "$url/" 2>"$work/curl"; do
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
    say "GET $1"
    arrived=$(curl -fsS "$url$1" -w "$timing" 2>"$work/curl" | sha256sum | cut -d ' ' -f 1) \
        || fail "$1: $(cat "$work/curl")"
    cat "$work/curl"
    [[ $arrived = "$2" ]] || fail "$1 did not arrive as it was sent: SHA-256 $arrived instead of $2"
    echo "SHA-256 as expected: $2"
}

is_active() {
    grep -q '^zero copy: active$' "$work/out"
}

metric() { # name
    sed -n "s/^$1: //p" "$work/metrics"
}

show_metrics() {
    say "GET /metrics, without what is 0"
    curl -fsS "$url/metrics" -o "$work/metrics"
    grep -v ': 0$' "$work/metrics"
    if ! is_active; then
        echo "Zero copy is off here, for the reason shown at the start: the same program works as plain epoll."
        return
    fi
    # A memlock limit below one chunk is a reason.
    if (($(metric 'ZERO_COPY bytes') == 0 && $(metric 'NO_MEMORY bytes') == 0)); then
        fail "zero copy is available, but nothing took that route"
    fi
    cat <<EOF
ZERO_COPY is what left from the buffers' own memory; the other routes were copied, for the reason they are named after.
curl runs on this machine, so the kernel copied even the first send of each connection ("notified copied"). The
connections learned that, and copied from then on: LOCAL_PATH.
EOF
}

compare() {
    if $wire_up; then
        say "the same load by epoll and by zero copy, on a wire inside this machine, where the kernel need not copy"
    elif ((${#load[@]})); then
        say "the same load by epoll and by zero copy, to ${load[1]}"
    else
        say "the same load by epoll and by zero copy, over loopback"
        cat <<EOF
Loopback cannot show zero copy: the receiver is on this machine too, so the kernel copies when it delivers, whatever the
sender does. Here zero copy is to cost about as much as epoll. To see what it saves, run this as root, or with --to
another machine ($no_wire).
EOF
    fi
    # In a process of its own, which nothing else keeps busy.
    (demo --compare "$rounds") 2>"$work/err" || fail "$(cat "$work/err")"
}

main() {
    parse "$@"
    trap clean_up EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    say "building the demo"
    build
    prepare
    ((${#load[@]})) || bring_wire_up
    say "starting the server"
    start
    fetch "/blob/$blob_size" "$(pattern "$blob_bytes" | sha256sum | cut -d ' ' -f 1)"
    if [[ -f $folder/sample.txt ]]; then
        fetch /file/sample.txt "$(sha256sum <"$folder/sample.txt" | cut -d ' ' -f 1)"
    fi
    show_metrics
    if $serve; then
        say "the live page: $url/ until Ctrl-C"
        [[ -z $no_wire ]] || echo "Its load goes over loopback, which cannot show zero copy: $no_wire."
        wait "$server"
    else
        compare
        say "result: OK, everything arrived intact"
        echo "See it live, and switch between the two: ./run demo --serve"
    fi
}

main "$@"
