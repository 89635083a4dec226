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

// echo.js URL BYTES COUNT: sends COUNT messages of BYTES random bytes at once and
// compares the hashes of what comes back.

'use strict';

const crypto = require('crypto');
const WebSocket = require('ws');

const [url, bytes, count] = process.argv.slice(2);
const messages = Array.from({ length: Number(count) }, () => crypto.randomBytes(Number(bytes)));
const sha256 = (data) => crypto.createHash('sha256').update(data).digest('hex');
let received = 0;

const socket = new WebSocket(url, { perMessageDeflate: false });
socket.on('open', () => messages.forEach((message) => socket.send(message)));
socket.on('message', (data) => {
    if (sha256(data) !== sha256(messages[received])) {
        throw new Error(`message ${received} has changed`);
    }
    if (++received === messages.length) {
        socket.close();
    }
});
socket.on('close', (code) => {
    console.log(`${received} of ${messages.length} messages are back; closed with ${code}`);
    process.exitCode = received === messages.length ? 0 : 1;
});
