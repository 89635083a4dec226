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
/** The switch. It shows what the server does, which others may have changed, and asks the server for a change. */

const form = document.getElementById('controls');

/** Until it is answered, samples tell of what was before. */
let asked = 0;

async function choose() {
    const choice = new URLSearchParams(new FormData(form));
    asked++;
    try {
        const response = await fetch('load?' + choice, {method: 'POST'});
        if (!response.ok) {
            throw new Error(await response.text());
        }
    } finally {
        asked--;
    }
}

/** Reports what goes wrong to the function. */
export function listen(onFailure) {
    form.addEventListener('change', () => choose().catch(failure => onFailure(failure.message)));
    form.addEventListener('submit', event => event.preventDefault());
}

export function showChoice(load) {
    if (asked === 0) {
        form.elements.transport.value = load ? load.transport : 'NONE';
        if (load) {
            form.elements.message.value = load.messageBytes;
        }
    }
}
