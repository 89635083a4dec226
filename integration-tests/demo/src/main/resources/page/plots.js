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
/** The plots, by Chart.js, which is a script of its own and not a module. */

import {EPOLL, WINDOW_SECONDS} from './history.js';
import {gigabytesPerSecond, millis, seconds} from './format.js';

const Chart = window.Chart;

/** A route is a colour; the rare ones share one. */
const COLOURS = {EPOLL: '--epoll', ZERO_COPY: '--zero-copy', SMALL: '--small', LOCAL_PATH: '--local-path'};

function variableOf(name) {
    return COLOURS[name] || name;
}

function colourOf(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(variableOf(name)).trim();
}

/** One line for each transport, of which one has a value at a time. */
function byTransport(value) {
    return ['EPOLL', 'ZERO_COPY'].map(transport => ({
        label: transport === EPOLL ? 'epoll' : 'zero copy',
        colour: transport,
        value: point => point.transport === transport ? value(point) : undefined,
    }));
}

const ROUTES = [EPOLL, 'ZERO_COPY', 'LOCAL_PATH', 'SMALL', 'SHARED', 'BUDGET', 'NO_MEMORY', 'UNSUPPORTED',
    'DISABLED'];

const PLOTS = [
    {
        id: 'throughput', title: 'Throughput', unit: 'GB/s', fill: true,
        lines: byTransport(point => point.throughput),
        now: point => point.throughput === undefined ? '' : gigabytesPerSecond(point.throughput),
    },
    {
        id: 'cpu-per-gb', title: 'CPU time per GB', unit: 's', fill: true,
        lines: byTransport(point => point.cpuPerGigabyte),
        now: point => point.cpuPerGigabyte === undefined ? '' : seconds(point.cpuPerGigabyte),
    },
    {
        id: 'cpu-share', title: 'CPU of the event loop', unit: '%', fill: true, max: 100,
        lines: byTransport(point => point.cpuShare),
        now: point => point.cpuShare === undefined ? '' : point.cpuShare.toFixed(0) + ' %',
    },
    {
        id: 'routes', title: 'Bytes by route', unit: 'GB/s', fill: true, stacked: true,
        lines: ROUTES.map(route => ({
            label: route === EPOLL ? 'epoll' : route,
            colour: COLOURS[route] ? route : '--other',
            value: point => point.transport && (route === EPOLL) === (point.transport === EPOLL)
                ? point.routes[route] || 0 : undefined,
        })),
        now: point => Object.keys(point.routes || {}).map(route => route === EPOLL ? 'epoll' : route).join(', '),
    },
    {
        id: 'hold', title: 'Hold time', unit: 'ms', logarithmic: true,
        lines: [
            {label: 'mean now', colour: 'ZERO_COPY', value: point => point.holdMean},
            {label: 'median so far', colour: '--good', value: point => point.holdMedian},
            {label: '99 % so far', colour: '--mixed', value: point => point.holdP99},
        ],
        now: point => point.holdMean === undefined ? '' : millis(point.holdMean),
    },
    {
        id: 'in-flight', title: 'Un-notified memory', unit: 'MB', fill: true,
        lines: [{label: 'in flight', colour: 'ZERO_COPY', value: point => point.inFlight}],
        now: point => point.inFlight === undefined ? '' : point.inFlight.toFixed(1) + ' MB',
    },
];

function element(tag, attributes, ...children) {
    const created = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        created.setAttribute(name, value);
    }
    created.append(...children);
    return created;
}

/** Time runs from the left to now; the newest point's time is now. */
function timeAxis() {
    return {
        type: 'linear',
        border: {display: false},
        ticks: {
            maxRotation: 0, stepSize: WINDOW_SECONDS / 4, includeBounds: true,
            callback(value) {
                const ago = Math.round(this.max - value);
                return ago === 0 ? 'now' : '\u2212' + ago + ' s';
            },
        },
    };
}

function valueAxis(plot) {
    return {
        type: plot.logarithmic ? 'logarithmic' : 'linear',
        beginAtZero: true, suggestedMax: plot.max, stacked: plot.stacked, border: {display: false},
        ticks: {maxTicksLimit: 6, maxRotation: 0, callback: value => String(value)},
        title: {display: true, text: plot.unit},
    };
}

function dataset(line, plot) {
    return plot.stacked
        ? {label: line.label, data: [], borderWidth: 0, pointRadius: 0, fill: 'stack'}
        : {label: line.label, data: [], borderWidth: 2, pointRadius: 0, fill: plot.fill && 'origin'};
}

class Plot {
    #plot;
    #chart;
    #now = element('output', {});
    #legend = element('ul', {'class': 'legend'});

    constructor(plot, parent) {
        this.#plot = plot;
        const canvas = element('canvas', {id: 'plot-' + plot.id, role: 'img',
            'aria-label': plot.title + ' over the last minute, in ' + plot.unit + '; the newest value stands above'});
        parent.append(element('figure', {},
                element('figcaption', {}, plot.title, this.#now), this.#legend,
                element('div', {'class': 'canvas'}, canvas)));
        this.#chart = new Chart(canvas, {
            type: 'line',
            data: {datasets: plot.lines.map(line => dataset(line, plot))},
            options: {
                animation: false, parsing: false, normalized: true, maintainAspectRatio: false, events: [],
                plugins: {legend: {display: false}, tooltip: {enabled: false}},
                scales: {x: timeAxis(), y: valueAxis(plot)},
            },
        });
        this.paint();
    }

    /** In the colours of the style sheet, light or dark. */
    paint() {
        const ink = colourOf('--quiet');
        const line = colourOf('--line');
        for (const axis of Object.values(this.#chart.options.scales)) {
            axis.ticks.color = ink;
            axis.grid = {color: line};
            if (axis.title) {
                axis.title.color = ink;
            }
        }
        this.#chart.data.datasets.forEach((set, index) => {
            const colour = colourOf(this.#plot.lines[index].colour);
            set.borderColor = colour;
            set.backgroundColor = colour + (this.#plot.stacked ? '' : '30');
        });
        this.#chart.update();
    }

    show(points) {
        const newest = points[points.length - 1];
        this.#chart.options.scales.x.min = newest.time - WINDOW_SECONDS;
        this.#chart.options.scales.x.max = newest.time;
        this.#chart.data.datasets.forEach((set, index) => {
            const value = this.#plot.lines[index].value;
            set.data = points.map(point => ({x: point.time, y: value(point) ?? NaN}));
            set.hidden = !set.data.some(({y}) => y > 0);
        });
        this.#chart.update();
        this.#now.textContent = this.#plot.now(newest);
        this.#showLegend();
    }

    /** Of the lines that are there. */
    #showLegend() {
        const shown = this.#plot.lines.filter((line, index) => !this.#chart.data.datasets[index].hidden);
        const labels = shown.map(line => line.label).join();
        if (this.#legend.dataset.labels !== labels) {
            this.#legend.dataset.labels = labels;
            this.#legend.replaceChildren(...shown.map(line => {
                const key = element('span', {'class': 'key'});
                key.style.background = 'var(' + variableOf(line.colour) + ')';
                return element('li', {}, key, line.label);
            }));
        }
    }
}

export class Plots {
    #plots = PLOTS.map(plot => new Plot(plot, document.getElementById('plots')));

    constructor() {
        window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change',
                () => this.#plots.forEach(plot => plot.paint()));
    }

    show(points) {
        this.#plots.forEach(plot => plot.show(points));
    }
}
