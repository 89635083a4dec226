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

# check-leaks.sh REPORTS: fails when Netty's leak detector spoke in any test's
# output. The detector only logs; without this a leak would pass unseen.

set -euo pipefail

reports=$1
[[ -d $reports ]] || exit 0
if leaks=$(grep -r -l --include='*-output.txt' -e 'LEAK:' "$reports"); then
    echo "Buffers leaked, see the reports below:" >&2
    printf '%s\n' "$leaks" >&2
    while IFS= read -r file; do
        grep -m 1 -A 12 -e 'LEAK:' "$file" >&2
    done <<< "$leaks"
    exit 1
fi
