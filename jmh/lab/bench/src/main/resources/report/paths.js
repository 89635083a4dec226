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

const PATHS = {
    wire: {
        title: 'Wire',
        shows: 'Zero copy as with a network card: the kernel really does not copy. The far end acknowledges and does '
            + 'not read, so the whole receiving side costs nothing and the sender\u2019s price stands alone.',
        hides: 'The limits of a card and its driver, the cost of receiving, and what a real network adds in delay. The '
            + 'peer and the kernel\u2019s work for it share this machine\u2019s cores.',
    },
    veth: {
        title: 'veth',
        shows: 'Local delivery to a real receiver, as to a container on the same host. The kernel copies zero-copy '
            + 'data all the same, so only the overhead of zero copy shows.',
        hides: 'Any gain of zero copy: there can be none. Sender and receiver share the cores.',
    },
    loopback: {
        title: 'Loopback',
        shows: 'Local delivery to a real receiver through lo. The kernel copies zero-copy data all the same, so only '
            + 'the overhead of zero copy shows.',
        hides: 'Any gain of zero copy: there can be none. Sender and receiver share the cores.',
    },
};

function pathOf(id) {
    return PATHS[id] || {title: id, shows: 'A path that this report knows nothing about.', hides: ''};
}

function pathNote(id) {
    const path = pathOf(id);
    return el('dl', {'class': 'note'},
            el('dt', {}, 'Shows'), el('dd', {}, path.shows),
            path.hides ? [el('dt', {}, 'Does not show'), el('dd', {}, path.hides)] : null);
}
