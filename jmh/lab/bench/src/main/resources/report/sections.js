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

const WORKLOADS = {
    stream: 'Fresh buffers written as fast as the channel takes them.',
    serve: 'HTTP/1.1 server, one response body for each request.',
    proxy: 'Relay from socket to socket.',
    echo: 'Sends back what it reads: the path of small writes.',
};

function dateText(iso) {
    const date = new Date(iso);
    return isNaN(date) ? String(iso || 'unknown date') : date.toISOString().slice(0, 16).replace('T', ' ') + ' UTC';
}

function factList(facts) {
    return el('dl', {'class': 'facts'}, flatExtra(facts).map(([name, value]) =>
            el('div', {}, el('dt', {}, name), el('dd', {}, String(value)))));
}

function pageHeader(result) {
    const unfinished = result.finished ? null : el('p', {'class': 'warning'}, '\u26a0 The run did not finish.');
    document.title = 'Transports measured, ' + dateText(result.started);
    return el('header', {}, el('h1', {}, 'Transports measured'),
            el('p', {'class': 'when'}, dateText(result.started) + (result.tour ? ', ' + result.tour + ' tour' : '')),
            result.command ? el('p', {}, el('code', {}, result.command)) : null, unfinished,
            factList(result.machine));
}

function warningBox(result) {
    const warnings = result.warnings || [];
    return warnings.length === 0 ? null : el('section', {'class': 'warnings'}, el('h2', {}, 'Before you believe it'),
            el('ul', {}, warnings.map(text => el('li', {}, text))));
}

function verdicts(paths, metrics, contenders) {
    const baseline = contenders.find(contender => contender.baseline);
    return el('section', {id: 'verdict'}, el('h2', {}, 'Does it help me?'),
            el('p', {}, 'Our transport with zero copy against ' + (baseline ? baseline.title : 'the baseline')
                    + ', which is 1.0. A difference counts when its '
                    + '95 % interval excludes 1.0 and it is at least 5 %.'),
            el('div', {'class': 'verdicts'}, [...paths].map(([path, points]) => verdict(path, points, metrics))));
}

function legend(contenders) {
    const label = 'Contenders; press to hide or show';
    return el('ul', {'class': 'legend', 'aria-label': label}, contenders.map(contender => {
        const button = el('button', {type: 'button', 'aria-pressed': 'true', 'data-contender': contender.id},
                sample(contender), contender.title);
        button.addEventListener('click', () => toggleContender(contender.id));
        return el('li', {}, button);
    }));
}

function toggleContender(id) {
    if (!HIDDEN.delete(id)) {
        HIDDEN.add(id);
    }
    for (const button of document.querySelectorAll('.legend button')) {
        button.setAttribute('aria-pressed', String(!HIDDEN.has(button.dataset.contender)));
    }
    applyHidden();
}

/** Absolute figures at the left, their ratio at the right; a metric that nobody has gets no plot. */
function plotsOf(points, contenders, metrics) {
    const baseline = contenders.find(contender => contender.baseline);
    const workload = points[0].workload;
    return [costMetric(workload), rateMetric(workload), 'p99', 'rssMiB'].flatMap(id => {
        const metric = metrics.find(each => each.id === id);
        const plot = {points, contenders, metric, ratio: false, baseline: baseline ? baseline.title : 'the baseline'};
        const ratios = {...plot, ratio: true};
        return [plot, ratios].filter(each => plottedContenders(each).length > 0);
    });
}

function settingSection(points, contenders, metrics) {
    const sorted = [...points].sort((a, b) => sizeOf(a) - sizeOf(b));
    const first = sorted[0];
    const sizes = new Set(sorted.map(sizeOf));
    const only = sizes.size === 1 && sizeOf(first) ? binaryBytes(sizeOf(first)) + ', ' : '';
    const title = only + settingTitle(first);
    const label = first.path + ', ' + first.workload + ', ' + title;
    const present = presentContenders(sorted, contenders);
    return el('section', {'class': 'setting'}, el('h4', {}, title), sizes.size > 1 ? legend(present) : null,
            el('div', {'class': 'plots'}, plotsOf(sorted, present, metrics).map(plotFigure)),
            metricsTable(label, sorted, present, metrics), routesTable(label, sorted));
}

function workloadSection(workload, points, contenders, metrics) {
    const settings = groupBy(points, setting);
    return el('section', {'class': 'workload'}, el('h3', {}, workload),
            el('p', {}, WORKLOADS[workload] || null),
            [...settings.values()].map(members => settingSection(members, contenders, metrics)));
}

function pathSection(path, points, contenders, metrics) {
    const workloads = groupBy(points, point => point.workload);
    return el('section', {'class': 'path', id: 'path-' + path}, el('h2', {}, pathOf(path).title), pathNote(path),
            [...workloads].map(([workload, members]) => workloadSection(workload, members, contenders, metrics)));
}

function navigation(paths, hasBaselines) {
    const link = (target, text) => el('li', {}, el('a', {href: '#' + target}, text));
    return el('nav', {'aria-label': 'Sections'}, el('ul', {}, link('verdict', 'Does it help me?'),
            hasBaselines ? link('baselines', 'Three baselines') : null,
            [...paths.keys()].map(path => link('path-' + path, pathOf(path).title)), link('contenders', 'Contenders')));
}

function contenderList(contenders) {
    return el('section', {id: 'contenders'}, el('h2', {}, 'Contenders'), contenders.map(contender =>
            el('div', {'class': 'contender'},
                    el('h3', {}, sample(contender), contender.title, el('code', {}, contender.id),
                            contender.baseline ? el('small', {}, 'baseline') : null),
                    factList(contender.facts),
                    (contender.classPath || []).length === 0 ? null : el('details', {}, el('summary', {}, 'Class path'),
                            el('ul', {'class': 'jars'}, contender.classPath.map(jar => el('li', {}, jar)))))));
}
