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

# test-summary.sh [FAILED_STEP...]: adds up what the last build's C tests, JUnit
# tests and outside projects left in target/, lists what was skipped and why, and
# ends with one line: N passed, N failed, N skipped. Each FAILED_STEP counts as one
# more failure. Fails if anything failed or nothing ran.

set -euo pipefail
cd "$(dirname "$0")/../.."

# All reporters print lines of: result, name, reason (separated by tabs).

# Prints the reports of this name in these places, some of which may not exist.
reports() {
    local name=$1
    shift
    find "$@" -name "$name" -print0 2> /dev/null | sort -z || true
}

c_tests() {
    [[ -e target/native/test.log ]] || return 0
    sed -n -E 's/^(PASS|FAIL|SKIP) ([^ ]+ [^ ]+)( \((.*)\))?$/\1\tC \2\t\4/p' target/native/test.log
}

junit_tests() {
    # shellcheck disable=SC2016 # the program is awk's
    reports 'TEST-*.xml' target/surefire-reports* target/it/*/target/surefire-reports \
        target/it-jmh/lab/*/target/surefire-reports | xargs -0 -r awk '
            function attribute(name,    text) {
                if (!match($0, " " name "=\"[^\"]*\"")) return ""
                text = substr($0, RSTART, RLENGTH)
                sub(/^[^"]*"/, "", text)
                sub(/"$/, "", text)
                gsub(/&#10;/, " ", text)
                gsub(/&quot;/, "\"", text)
                gsub(/&lt;/, "<", text)
                gsub(/&gt;/, ">", text)
                gsub(/&amp;/, "\\&", text)
                return text
            }
            function flush_case() {
                if (test != "") print result "\t" run " " test "\t" reason
                test = ""
            }
            FNR == 1 {
                flush_case()
                run = FILENAME
                sub(/\/[^\/]*$/, "", run)
                sub(/^target\//, "", run)
                sub(/target\/surefire-reports\/?/, "", run)
                sub(/surefire-reports\//, "", run)
            }
            /<testcase / {
                flush_case()
                test = attribute("classname") "." attribute("name")
                result = "PASS"
                reason = ""
            }
            /<(failure|error)[ >]/ { result = "FAIL"; reason = attribute("message") }
            /<skipped/ {
                result = "SKIP"
                reason = attribute("message")
                if (reason == "" && match($0, /<!\[CDATA\[/)) reason = substr($0, RSTART + RLENGTH)
                sub(/^[^ ]*TestAbortedException: /, "", reason)
                sub(/^Assumption failed: /, "", reason)
                sub(/\]\]>.*/, "", reason)
            }
            END { flush_case() }'
}

outside_projects() {
    # shellcheck disable=SC2016
    reports 'BUILD-*.xml' target/invoker-reports* | xargs -0 -r awk '
        /<build-job / {
            project = $0
            sub(/.* project="/, "", project)
            sub(/".*/, "", project)
            if (/result="success"/) print "PASS\toutside project " FILENAME " " project "\t"
            else if (/result="skipped"/) print "SKIP\toutside project " FILENAME " " project "\tby its selector"
            else print "FAIL\toutside project " FILENAME " " project "\tsee its build.log"
        }'
}

failed_steps() {
    local step
    for step in "$@"; do
        printf 'FAIL\t%s\tsee above\n' "$step"
    done
}

# Prints the results of one kind, those of one parameterized test as one.
list() {
    local result=$1 title=$2
    grep -q -P "^$result\t" <<< "$results" || return 0
    echo "$title:"
    grep -P "^$result\t" <<< "$results" | sed -E 's/^[A-Z]+\t([^\t]*)\t?(.*)$/\1: \2/; s/: $//; s/\[[0-9]+\]: /: /' \
        | uniq -c | sed -E 's/^ *1 /  /; s/^ *([0-9]+) (.*)$/  \2 (\1 times)/'
}

count() {
    grep -c -P "^$1\t" <<< "$results" || true
}

results=$(c_tests; junit_tests; outside_projects; failed_steps "$@")
passed=$(count PASS)
failed=$(count FAIL)
skipped=$(count SKIP)

list SKIP "Skipped"
list FAIL "Failed"
if ((passed + failed == 0)); then
    echo "No test ran."
    failed=1
fi
echo "$passed passed, $failed failed, $skipped skipped"
((failed == 0))
