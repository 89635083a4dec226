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
# shellcheck shell=bash
# Checks of "wire client", sourced by selftest.sh: the peer as an HTTP client
# of a server that listens in the wire's namespace.

SERVER_PORT=8080

# serve ADDRESS BODY_BYTES OPTION...
serve() {
    local address=$1
    shift
    SERVER_PORT=$((SERVER_PORT + 1))
    "$WIRE" exec --name "$NAME" "$WIRE_BUILD/http_server" "$address" $SERVER_PORT "$@" >"$SCRATCH/served" \
        2>/dev/null &
    SERVER_PID=$!
    for _ in {1..100}; do
        "$WIRE" exec --name "$NAME" grep -qi ":$(printf '%04x' $SERVER_PORT) .* 0A " \
            /proc/net/tcp /proc/net/tcp6 && return
        sleep 0.02
    done
    echo "no server"
    return 1
}

# The responses that the server says it has sent.
end_server() {
    kill "$SERVER_PID"
    wait "$SERVER_PID"
    SERVER_PID=
    cat "$SCRATCH/served"
}

# client OPTION...: the report goes to $SCRATCH/report.
client() {
    timeout 60 "$WIRE" client --name "$NAME" --connect "10.9.0.1:$SERVER_PORT" --json "$@" >"$SCRATCH/report" 2>&1
}

# A number from the report, without its fraction.
report() {
    grep -o "\"$1\": [0-9.]*" "$SCRATCH/report" | head -1 | sed 's/.*: //; s/\..*//'
}

expect() {
    [ "$@" ] || { echo "expected $*: $(tr '\n' ' ' <"$SCRATCH/report" | head -c 500)"; return 1; }
}

all_went_well() {
    expect "$(report broken)" = 0 && expect "$(report bad_status)" = 0 && expect "$(report unfinished)" = 0
}

closed_loop() {
    local served
    serve 10.9.0.1 65536 || return
    client --get / --connections 8 --seconds 1 || return
    end_server >"$SCRATCH/count"
    served=$(cat "$SCRATCH/count")
    all_went_well && expect "$(report completed)" -gt 200 && expect "$served" -ge $(($(report completed) - 8)) &&
        expect "$(report response_bytes)" = 65593
}

fixed_request_and_response() {
    local served
    printf 'GET /fixed HTTP/1.1\r\nHost: x\r\nX-Filler: %03000d\r\n\r\n' 0 >"$SCRATCH/request"
    serve 10.9.0.1 1000000 chunked || return
    client --request-file "$SCRATCH/request" --response-bytes 1000069 --requests 50 --connections 3
    end_server >"$SCRATCH/count"
    served=$(cat "$SCRATCH/count")
    all_went_well && expect "$(report completed)" = 50 && expect "$served" -ge 47
}

copies_nothing_of_the_responses() {
    local counts
    serve 10.9.0.1 200000 zc || return
    client --get / --connections 4 --requests 500 || return
    sleep 0.3
    end_server >"$SCRATCH/count"
    counts=$(cut -d' ' -f2- "$SCRATCH/count")
    all_went_well && [[ $counts =~ ^sends\ [1-9][0-9]{2,}\ copied\ 0$ ]] || { echo "$counts"; return 1; }
}

open_loop_keeps_the_rate() {
    serve 10.9.0.1 16384 || return
    client --get / --connections 16 --rate 500 --seconds 1 --warmup 0.5 || return
    end_server >"$SCRATCH/count"
    all_went_well && expect "$(report completed)" = 750 && expect "$(report count)" -ge 499 &&
        expect "$(report count)" -le 501 && expect "$(cat "$SCRATCH/count")" -ge 734
}

# Half a second without answers must show in a tenth of all latencies.
stall_is_not_omitted() {
    serve 10.9.0.1 1000 stall-ms=500 || return
    client --get / --connections 1 --rate 200 --seconds 3 || return
    all_went_well && expect "$(report completed)" = 600 && expect "$(report p90)" -gt 150000 &&
        expect "$(report max)" -ge 490000
}

latency_is_the_servers() {
    serve 10.9.0.1 300000 delay-us=20000 split || return
    client --get / --connections 2 --requests 40 || return
    all_went_well && expect "$(report min)" -ge 20000 && expect "$(report p50)" -lt 60000
}

over_ipv6() {
    serve fd09::1 20000 || return
    timeout 60 "$WIRE" client --name "$NAME" --connect "[fd09::1]:$SERVER_PORT" --get / --json --requests 100 \
        --connections 70 >"$SCRATCH/report" || return
    all_went_well && expect "$(report completed)" = 100
}

server_that_closes() {
    serve 10.9.0.1 5000 close || return
    client --get / --connections 4 --requests 300 || return
    all_went_well && expect "$(report completed)" = 300 && expect "$(report closed_by_server)" -ge 290
}

bad_status_is_counted() {
    serve 10.9.0.1 5 status=503 || return
    client --get / --requests 20 || { tr "\n" " " <"$SCRATCH/report"; return 1; }
    expect "$(report bad_status)" = 20
}

says_what_it_cannot_do() {
    serve 10.9.0.1 5000 chunked || return
    ! client --get / --requests 20 || { echo "no failure"; return 1; }
    grep -q 'no Content-Length' "$SCRATCH/report" || { tr "\n" " " <"$SCRATCH/report"; return 1; }
    SERVER_PORT=1
    ! client --get / --requests 20 || { echo "no failure"; return 1; }
    SERVER_PORT=8200
    grep -q 'connection refused' "$SCRATCH/report" || { tr "\n" " " <"$SCRATCH/report"; return 1; }
    ! client --requests 20 && grep -q -- '--get' "$SCRATCH/report"
}

loss_does_not_wedge_it() {
    serve 10.9.0.1 200000 || return
    "$WIRE" loss --name "$NAME" 2
    client --get / --connections 8 --requests 400
    "$WIRE" loss --name "$NAME" 0
    all_went_well && expect "$(report completed)" = 400
}

many_connections() {
    serve 10.9.0.1 10000 || return
    client --get / --connections 1000 --requests 5000 || return
    all_went_well && expect "$(report completed)" = 5000 && expect "$(report connects)" = 1000
}

an_abandoned_client_ends() {
    local pid
    serve 10.9.0.1 1000 || return
    "$WIRE" client --name "$NAME" --connect "10.9.0.1:$SERVER_PORT" --get / --seconds 60 --connections 9 &
    pid=$!
    sleep 0.5
    ! client --get / --requests 1 && grep -q 'running already' "$SCRATCH/report" || { echo "two clients"; return 1; }
    kill $pid
    for _ in {1..50}; do
        [ "$(value "$NAME" flows_open)" != 0 ] || break
        sleep 0.05
    done
    expect "$(value "$NAME" flows_open)" = 0 || return
    client --get / --requests 10 || return
    expect "$(report completed)" = 10
}

# with_server BODY: no server outlives its check, however that ends.
with_server() {
    local status=0
    SERVER_PID=
    "$1" || status=$?
    [ -z "$SERVER_PID" ] || end_server >/dev/null
    return $status
}

run_client_tests() {
    check "client: closed loop, length from the head" with_server closed_loop
    check "client: fixed request and response length" with_server fixed_request_and_response
    check "client: copies nothing of the responses" with_server copies_nothing_of_the_responses
    check "client: open loop keeps the rate" with_server open_loop_keeps_the_rate
    check "client: a stall is not omitted" with_server stall_is_not_omitted
    check "client: latency is the server's" with_server latency_is_the_servers
    check "client: IPv6" with_server over_ipv6
    check "client: a server that closes" with_server server_that_closes
    check "client: bad status is counted" with_server bad_status_is_counted
    check "client: says what it cannot do" with_server says_what_it_cannot_do
    check "client: loss does not wedge it" with_server loss_does_not_wedge_it
    check "client: a thousand connections" with_server many_connections
    check "client: an abandoned one ends" with_server an_abandoned_client_ends
}
