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
'use strict';

/** A script that fails says so on the page: half a report must not pass for a whole one. */
function showScriptError(text) {
    let box = document.getElementById('script-errors');
    if (!box) {
        box = document.createElement('pre');
        box.id = 'script-errors';
        box.setAttribute('role', 'alert');
        document.body.prepend(box);
    }
    box.textContent += 'This report is incomplete: ' + text + '\n';
}

window.addEventListener('error', event => showScriptError(event.message + ' (line ' + event.lineno + ')'));
window.addEventListener('unhandledrejection', event => showScriptError(String(event.reason)));
