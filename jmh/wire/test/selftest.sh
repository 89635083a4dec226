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
# Checks the wire as a whole; run by "wire selftest". Exit status 77 when the
# machine cannot have a wire, 1 when a check failed.
set -uo pipefail

: "${WIRE:?}" "${WIRE_BUILD:?}"
NAME=selftest-$$
LOSSY=selftest-lossy-$$
SCRATCH=$(mktemp -d)
PORT=9100
passed=0
failed=0
skipped=0

clean_up() {
    local each
    for each in "$NAME" "$NAME-2" "$LOSSY"; do
        "$WIRE" down --name "$each" >/dev/null 2>&1
    done
    rm -rf "$SCRATCH"
}
trap clean_up EXIT

ok() { echo "ok $1"; passed=$((passed + 1)); }
bad() { echo "FAIL $1${2:+: $2}"; failed=$((failed + 1)); }
skip() { echo "skip $1: $2"; skipped=$((skipped + 1)); }

# check NAME COMMAND...: the command's success is the result.
check() {
    local name=$1 output
    shift
    if output=$("$@" 2>&1); then
        ok "$name"
    else
        bad "$name" "$(tail -1 <<<"$output")"
    fi
}

value() {
    "$WIRE" status --name "$1" 2>/dev/null | sed -n "s/^$2: //p"
}

# Status 77 and a line that says why.
refuses_politely() {
    local output status=0 needle=$1
    shift
    output=$("$@" 2>&1) || status=$?
    [ $status = 77 ] || { echo "exit status $status"; return 1; }
    grep -q "skipped: .*$needle" <<<"$output" || { echo "said: $output"; return 1; }
}

says_it_is_up() {
    local output
    output=$("$WIRE" up --name "$NAME" 2>&1) && { echo "no error"; return 1; }
    grep -q -- --replace <<<"$output" || { echo "no hint: $output"; return 1; }
}

nothing_left() {
    local name=$1 program=$2
    [ ! -e "/run/netns/wire-$name" ] || { echo "namespace left"; return 1; }
    [ ! -e "/run/netns/wire-$name-far" ] || { echo "far namespace left"; return 1; }
    [ ! -e "/run/netty-wire/$name" ] || { echo "state left"; return 1; }
    ! pgrep -f -- "--socket /run/netty-wire/$name/" >/dev/null || { echo "peer left"; return 1; }
    "$WIRE_BUILD/wire_test" --program-is-gone "$program" || { echo "BPF program left"; return 1; }
}

down_leaves_nothing() {
    local program
    program=$(value "$NAME" bpf_program)
    "$WIRE" down --name "$NAME" && nothing_left "$NAME" "$program" &&
        "$WIRE" down --name "$NAME"
}

crash_is_cleared() {
    local program
    "$WIRE" up --name "$NAME" >/dev/null || return 1
    program=$(value "$NAME" bpf_program)
    kill -9 "$(value "$NAME" peer)"
    sleep 0.2
    [[ $(value "$NAME" peer) == gone* ]] || { echo "crash unseen"; return 1; }
    grep -q 'left over' <<<"$("$WIRE" up --name "$NAME" 2>&1)" || { echo "no hint"; return 1; }
    "$WIRE" up --name "$NAME" --replace >/dev/null || return 1
    "$WIRE" status --name "$NAME" | grep -q 'acks: flowing' || { echo "not replaced"; return 1; }
    "$WIRE" down --name "$NAME" && nothing_left "$NAME" "$program"
}

two_at_once() {
    "$WIRE" up --name "$NAME-2" --delay-us 5000 --flows 64 >/dev/null || return 1
    [ "$(value "$NAME-2" ack_delay_us) $(value "$NAME" ack_delay_us)" = "5000 0" ] &&
        [ "$(value "$NAME-2" flows_limit)" = 64 ] || return 1
    "$WIRE" down --name "$NAME-2" && [ -n "$(value "$NAME" peer)" ]
}

drops_privileges() {
    [ "$("$WIRE" exec --name "$NAME" --user nobody -- id -un)" = nobody ]
}

run_wire_tests() {
    local line
    WIRE_NAME=$NAME "$WIRE" exec --name "$NAME" -- timeout 300 "$WIRE_BUILD/wire_test" >"$SCRATCH/out" \
        2>"$SCRATCH/err" || echo "FAIL the checks in C ended with status $?" >>"$SCRATCH/out"
    while read -r line; do
        echo "$line"
        case $line in
        ok*) passed=$((passed + 1)) ;;
        skip*) skipped=$((skipped + 1)) ;;
        *) failed=$((failed + 1)) ;;
        esac
    done <"$SCRATCH/out"
    cat "$SCRATCH/err" >&2
}

# transfer early|patient MEGABYTES: "bytes N wrong M" from the receiver.
transfer() {
    local status=0
    PORT=$((PORT + 1))
    timeout 90 "$WIRE" exec --name "$LOSSY" --far "$WIRE_BUILD/early_reuse" receive $PORT >"$SCRATCH/received" &
    sleep 0.3
    timeout 90 "$WIRE" exec --name "$LOSSY" "$WIRE_BUILD/early_reuse" send 10.9.0.2 $PORT "$2" "$1" || status=$?
    wait $!
    [ $status = 0 ] || return $status
    cat "$SCRATCH/received"
}

early_reuse_shows() {
    local result
    result=$(transfer early 30) || return
    echo "# overwritten before the notification, $1 % loss: $result" >&2
    [ "${result##* }" -gt 0 ] || { echo "$result"; return 1; }
}

patience_is_safe() {
    local result
    result=$(transfer patient 30) || return
    echo "# overwritten after the notification, $1 % loss: $result" >&2
    [ "$(cut -d' ' -f2 <<<"$result")" -ge 30000000 ] && [ "${result##* }" = 0 ] || { echo "$result"; return 1; }
}

run_lossy_tests() {
    local program
    if ! "$WIRE" up --lossy 2 --name "$LOSSY" >"$SCRATCH/out" 2>&1; then
        bad "the lossy path comes up" "$(tail -1 "$SCRATCH/out")"
        return
    fi
    program=$(value "$LOSSY" bpf_program)
    check "a buffer reused after the notification arrives whole" patience_is_safe 2
    check "a buffer reused too early arrives corrupt" early_reuse_shows 2
    check "packets were dropped" test "$(value "$LOSSY" lost)" -gt 0
    "$WIRE" loss --name "$LOSSY" 0
    check "nothing is wrong without loss" patience_is_safe 0
    echo "# overwritten before the notification, without loss: $(transfer early 30)" >&2
    "$WIRE" down --name "$LOSSY"
    check "down leaves nothing of the lossy path" nothing_left "$LOSSY" "$program"
}

# 60 MB on 1 Gbit/s take 0.48 s; without the link some milliseconds.
link_sets_the_pace() {
    local begin millis
    begin=$(date +%s%N)
    timeout 60 "$WIRE" exec --name "$NAME-2" "$WIRE_BUILD/early_reuse" send 10.9.0.2 "$PORT" 60 patient || return
    millis=$((($(date +%s%N) - begin) / 1000000))
    echo "# 60 MB on a link of 1 Gbit/s: $millis ms" >&2
    [ $millis -ge 400 ] || { echo "$millis ms"; return 1; }
    [ "$(value "$NAME-2" bytes)" -ge 60000000 ] || { echo "passed: $(value "$NAME-2" bytes)"; return 1; }
    "$WIRE" exec --name "$NAME-2" -- tc -s qdisc show dev w2 | grep -q 'dropped 0,' || { echo "the link dropped"; return 1; }
}

run_link_tests() {
    local program status=0
    "$WIRE" up --link-gbit 1 --name "$NAME-2" >"$SCRATCH/out" 2>&1 || status=$?
    if [ $status = 77 ]; then
        skip "a link of limited rate" "$(sed -n 's/^wire: skipped: //p' "$SCRATCH/out")"
        return
    elif [ $status != 0 ]; then
        bad "a link comes up" "$(tail -1 "$SCRATCH/out")"
        return
    fi
    program=$(value "$NAME-2" bpf_program)
    check "a link sets the pace, and loses nothing" link_sets_the_pace
    "$WIRE" down --name "$NAME-2"
    check "down leaves nothing of the link" nothing_left "$NAME-2" "$program"
}

# shellcheck source=client_test.sh
. "$(dirname "${BASH_SOURCE[0]}")/client_test.sh"

check "refuses without root" refuses_politely root \
    setpriv --reuid 65534 --regid 65534 --clear-groups "$WIRE" up --name "$NAME"
mkdir "$SCRATCH/tools"
for tool in bash env id dirname readlink ip nsenter getconf make grep tr cat mkdir; do
    ln -s "$(command -v $tool)" "$SCRATCH/tools/"
done
check "names a missing tool" refuses_politely 'needs gcc' \
    env PATH="$SCRATCH/tools" WIRE_BUILD="$SCRATCH/build" "$WIRE" up --name "$NAME"

"$WIRE" up --name "$NAME" >"$SCRATCH/out" 2>&1
status=$?
if [ $status = 77 ]; then
    skip "everything else" "$(sed -n 's/^wire: skipped: //p' "$SCRATCH/out")"
elif [ $status != 0 ]; then
    bad "up" "$(tail -1 "$SCRATCH/out")"
else
    ok up
    check "up twice is an error with a hint" says_it_is_up
    run_wire_tests
    run_client_tests
    check "exec drops privileges" drops_privileges
    check "two wires at once" two_at_once
    check "down leaves nothing, and may be repeated" down_leaves_nothing
    check "a crash is cleared" crash_is_cleared
    run_link_tests
    run_lossy_tests
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ] || exit 1
[ $status != 77 ] || exit 77
