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
/** Shows each sample that the server sends. */

import {showAnswers, showServed} from './answers.js';
import {Comparison} from './comparison.js';
import {listen, showChoice} from './controls.js';
import {binaryBytes, count} from './format.js';
import {History} from './history.js';
import {Plots} from './plots.js';

const PATHS = {
    WIRE: receiver => 'over the wire to ' + receiver + ', whose far end drops the packets before anybody has to copy '
        + 'them: as with a network card, real zero copy is possible',
    NETWORK: receiver => 'over the network to ' + receiver,
    LOOPBACK: () => 'over loopback to a receiver in this process. There the kernel copies when it delivers, so this '
        + 'path cannot show zero copy. As root, the demo makes a wire that can',
};

const history = new History();
const comparison = new Comparison();
const plots = new Plots();
const trouble = document.getElementById('trouble');

function showTrouble(text) {
    trouble.textContent = text;
    trouble.hidden = !text;
}

function showPath(sample) {
    const load = sample.load;
    document.getElementById('about').textContent = (load
        ? count(load.connections, 'connection') + ' on one event loop send buffers of ' + binaryBytes(load.messageBytes)
            + ' as fast as they can, ' : 'The load goes ')
        + PATHS[sample.path](sample.receiver) + '.';
}

function show(sample) {
    showTrouble(sample.failure ? 'The load does not run: ' + sample.failure : '');
    showPath(sample);
    showChoice(sample.load);
    showAnswers(sample.load);
    showServed(sample.server);
    comparison.add(history.add(sample), sample.load);
    comparison.show();
    plots.show(history.points);
}

listen(showTrouble);
const events = new EventSource('events');
events.onmessage = message => show(JSON.parse(message.data));
events.onerror = () => showTrouble('The connection to the server is lost. Trying again \u2026');

// A browser may keep the page when it is left, and the load would go on.
window.addEventListener('pagehide', () => events.close());
window.addEventListener('pageshow', event => event.persisted && window.location.reload());
