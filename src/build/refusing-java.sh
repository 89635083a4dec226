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

# refusing-java.sh DENY_SOURCE JAVA FOLDER: makes FOLDER/bin/java, which is JAVA
# without io_uring: the kernel refuses it the calls, as it does in containers.

set -euo pipefail

source=$1
java=$2
folder=$3

mkdir -p "$folder/bin"
gcc -O2 -Wall -Wextra -Werror -o "$folder/deny-io-uring" "$source"
cat > "$folder/bin/java" << SCRIPT
#!/bin/sh
exec '$folder/deny-io-uring' EPERM '$java' "\$@"
SCRIPT
chmod +x "$folder/bin/java"
