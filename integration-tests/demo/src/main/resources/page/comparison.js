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
/** What each transport did since the page was opened, or the size of the buffers was changed. */

import {gigabytesPerSecond, percent, seconds} from './format.js';

const TITLES = {EPOLL: 'epoll', ZERO_COPY: 'zero copy'};

/** Connections that have just been opened do not count. */
const WARM_UP_POINTS = 2;

/** Less would be chance. */
const ENOUGH_SECONDS = 3;

function cell(tag, text, attributes) {
    const element = document.createElement(tag);
    Object.assign(element, attributes);
    element.append(text);
    return element;
}

function row(transport, total) {
    const name = cell('th', TITLES[transport], {scope: 'row'});
    const key = cell('span', '', {className: 'key ' + TITLES[transport].replace(' ', '-')});
    name.prepend(key);
    const element = document.createElement('tr');
    element.append(name, ...(total.gigabytes > 0
        ? [gigabytesPerSecond(total.gigabytes / total.seconds), seconds(total.cpuSeconds / total.gigabytes),
            total.seconds.toFixed(0) + ' s']
        : ['\u2013', '\u2013', 'not yet']).map(text => cell('td', text)));
    return element;
}

function verdict(epoll, zeroCopy) {
    if (![epoll, zeroCopy].every(total => total.seconds >= ENOUGH_SECONDS && total.gigabytes > 0)) {
        return 'To compare them, switch above and wait for some seconds.';
    }
    const cpu = (zeroCopy.cpuSeconds / zeroCopy.gigabytes) / (epoll.cpuSeconds / epoll.gigabytes);
    const speed = (zeroCopy.gigabytes / zeroCopy.seconds) / (epoll.gigabytes / epoll.seconds);
    return 'Zero copy needs ' + percent(Number(cpu.toFixed(2))) + ' of epoll\u2019s CPU time for each byte, and sends '
        + speed.toFixed(1) + ' times as much.';
}

export class Comparison {
    #totals;
    #messageBytes = 0;
    #load = 0;
    #points = 0;

    add(point, load) {
        if (load && load.messageBytes !== this.#messageBytes) {
            this.#messageBytes = load.messageBytes;
            this.#totals = Object.fromEntries(Object.keys(TITLES).map(
                    transport => [transport, {seconds: 0, gigabytes: 0, cpuSeconds: 0}]));
        }
        if (!point.transport) {
            return;
        }
        this.#points = point.load === this.#load ? this.#points + 1 : 1;
        this.#load = point.load;
        if (this.#points > WARM_UP_POINTS) {
            const total = this.#totals[point.transport];
            for (const name of Object.keys(total)) {
                total[name] += point[name];
            }
        }
    }

    show() {
        if (this.#totals) {
            document.querySelector('#comparison tbody').replaceChildren(
                    ...Object.entries(this.#totals).map(([transport, total]) => row(transport, total)));
            document.getElementById('verdict').textContent = verdict(this.#totals.EPOLL, this.#totals.ZERO_COPY);
        }
    }
}
