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
package com.example.demo.load;

/**
 * What a load has done since it began.
 *
 * @param number      tells the load from others
 * @param connections how many are open now
 * @param sentBytes   what was handed to the connections
 * @param cpuNanos    CPU time, user and kernel, of the event loop that sends; -1 if it has ended
 * @param zeroCopy    what the library counted; {@code null} for another transport
 */
public record LoadFigures(long number, Transport transport, int messageBytes, int connections, long sentBytes,
                          long cpuNanos, TransportFigures zeroCopy) {
}
