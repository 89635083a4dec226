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

"""echo.py ADDRESS BYTES COUNT: sends COUNT messages of BYTES random bytes, alone
and in a stream, and compares the hashes of what comes back."""

import hashlib
import os
import sys

import grpc

address, size, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
messages = [os.urandom(size) for _ in range(count)]


def hashes(data):
    return [hashlib.sha256(message).hexdigest() for message in data]


with grpc.insecure_channel(address) as channel:
    unary = channel.unary_unary("/example.Echo/Unary")
    stream = channel.stream_stream("/example.Echo/Stream")
    assert hashes(unary(message, timeout=30) for message in messages) == hashes(messages), "unary"
    assert hashes(stream(iter(messages), timeout=30)) == hashes(messages), "stream"
print(f"{count} messages are back, alone and in a stream")
