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
/** What somebody wants to know who sees this for the first time. */

import {bytes, count, percent} from './format.js';

const REASONS = {
    SMALL: 'fewer bytes at a time than pay: pinning memory costs more than copying little',
    LOCAL_PATH: 'the kernel copies on this path anyway, or it is not yet known whether it does',
    SHARED: 'the application shares this memory',
    BUDGET: 'as much memory as allowed is pinned already',
    NO_MEMORY: 'the kernel had no memory, or no memlock allowance, to pin more',
    UNSUPPORTED: 'this socket cannot send without copying',
    DISABLED: 'zero copy is switched off or not possible',
    NOT_BYTEBUF: 'a file, which Netty sends by sendfile',
};

const STATES = {
    PROBING: 'the first send has gone by zero copy, the kernel\u2019s report on it is outstanding',
    ZERO_COPY: 'the kernel sends from the buffers\u2019 own memory',
    LOCAL_PATH: 'the kernel copies on this path anyway, so they copy early',
    CONGESTED: 'the kernel had no memory for the last zero-copy send',
    DISABLED: 'zero copy is switched off or not possible',
};

function sum(numbers) {
    return Object.values(numbers).reduce((total, number) => total + number, 0);
}

/** Largest first, without what does not occur. */
function occurring(numbers) {
    return Object.entries(numbers).filter(([, number]) => number > 0).sort((a, b) => b[1] - a[1]);
}

function show(id, mood, headline, text) {
    const article = document.getElementById('answer-' + id);
    article.className = mood;
    article.querySelector('strong').textContent = headline;
    article.querySelector('p').textContent = text;
}

function showAll(mood, headline, active, share, rest, memory, connections) {
    show('active', mood, headline, active);
    show('share', mood, ...share);
    show('rest', '', ...rest);
    show('memory', '', ...memory);
    show('connections', '', ...connections);
}

function showNothing() {
    showAll('', 'Nothing is sent', 'Choose what to send by.', ['\u2013', ''], ['\u2013', ''], ['0 bytes', ''],
            ['None', '']);
}

function showEpoll(load) {
    showAll('bad', 'No', 'Netty\u2019s own epoll transport was chosen above. The kernel copies every byte.',
            ['0 %', 'of ' + bytes(load.sentBytes) + ' since this load began.'],
            ['Not asked for', 'Plain epoll does not know zero copy.'],
            ['0 bytes', 'The kernel keeps copies in its socket buffers instead.'],
            ['None', 'of ' + count(load.connections, 'connection') + '.']);
}

/** Whether zero copy works, by what became of the bytes. */
function active(figures, share) {
    if (!figures.active) {
        return ['bad', 'No', 'It is ' + figures.state + '. Writes are copied by epoll.'];
    }
    if (share > 0.5) {
        return ['good', 'Yes', 'The kernel sends from the application\u2019s own memory.'];
    }
    return figures.bytes.LOCAL_PATH > 0
        ? ['mixed', 'Not here', 'It is on, but the kernel copies on this path whatever one does, because the receiver '
            + 'is on this machine. The connections have learned that and use epoll\u2019s code.']
        : ['mixed', 'Hardly', 'It is on, but most bytes are copied, for the reason given here.'];
}

function rest(figures, total) {
    const others = occurring(figures.bytes).filter(([route]) => route !== 'ZERO_COPY');
    if (!others.length) {
        return ['There is no rest', 'Every byte has left by zero copy.'];
    }
    const headline = figures.bytes.ZERO_COPY > 0.999 * total ? 'Hardly any rest' : others[0][0];
    return [headline, others.map(([route, number]) =>
        route + ', ' + percent(number / total) + ': ' + REASONS[route] + '.').join('\n')];
}

function memory(figures) {
    const sends = figures.inFlightSends > 0
        ? 'in ' + count(figures.inFlightSends, 'send') + ' that the receiver has not acknowledged yet. '
        : 'At this moment every send is acknowledged. ';
    return [bytes(figures.inFlightBytes), sends + bytes(figures.registeredMemory)
        + ' are registered with the kernel for buffers, in use or not; what is sent from there counts in both.'];
}

function connections(load) {
    const states = occurring(load.zeroCopy.connections);
    const pinning = load.zeroCopy.connections.ZERO_COPY + load.zeroCopy.connections.PROBING;
    const text = states.map(([state, number]) => number + ' ' + state + ': ' + STATES[state] + '.').join('\n');
    return [pinning + ' of ' + load.connections, text || 'None has sent anything large yet.'];
}

function showZeroCopy(load) {
    const figures = load.zeroCopy;
    const total = sum(figures.bytes);
    const share = total > 0 ? figures.bytes.ZERO_COPY / total : 0;
    showAll(...active(figures, share),
            [percent(share), 'of ' + bytes(total) + ' since this load began.'],
            rest(figures, total), memory(figures), connections(load));
}

export function showAnswers(load) {
    if (!load) {
        showNothing();
    } else if (load.zeroCopy) {
        showZeroCopy(load);
    } else {
        showEpoll(load);
    }
}

/** The share of the bytes that the page's own server sent by zero copy. */
export function showServed(server) {
    const total = sum(server.bytes);
    const others = occurring(server.bytes).map(([route, number]) => route + ' ' + bytes(number)).join(', ');
    document.getElementById('served').textContent = 'This page came over the transport, too: its server has sent '
        + bytes(total) + (others ? ' (' + others + ')' : '') + '.';
}
