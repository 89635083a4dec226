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
/* Sockets and the wire's controls, for the tests. */
#ifndef NET_H
#define NET_H

#include <stdint.h>

/* All return a descriptor or -errno; local and far are numeric addresses. */
int net_connect(const char *far, uint16_t port);
int net_connect_from(const char *local, const char *far, uint16_t port);
int net_listen(const char *local, uint16_t port);

/* Runs "wire WORDS" against the wire under test (the environment's WIRE_NAME
 * and WIRE); 0 when it succeeded. */
int wire_do(const char *words);

/* A number that "wire status" prints, or -1. */
long long wire_status(const char *key);

/* Waits until the number is as expected; what it was in the end. */
long long wire_await(const char *key, long long expected, int timeout_ms);

#endif
