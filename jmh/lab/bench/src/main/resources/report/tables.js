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

const ROUTES = {
    zero_copy: 'zero copy', small: 'copied: small', shared: 'copied: shared memory', budget: 'copied: budget used up',
    no_memory: 'copied: no memory to pin', unsupported: 'copied: socket cannot', disabled: 'copied: switched off',
    not_bytebuf: 'no ByteBuf (sendfile, splice)',
};

function noisyMark() {
    return el('span', {'class': 'noisy', title: 'noisy: the rounds disagree too much to rely on it'}, '\u00a0~',
            el('span', {'class': 'unseen'}, 'noisy'));
}

function spreadText(result, metric) {
    const spread = result.spread && result.spread[metric.id];
    return Number.isFinite(spread) ? ' \u00b1' + Math.round(Math.abs(spread) * 100) + '\u00a0%' : '';
}

function metricCell(point, result, metric, baseline) {
    const value = medianOf(point, result.contender, metric.id);
    if (value === undefined) {
        return el('td', {'class': 'none'}, NONE);
    }
    const ratio = baseline ? undefined : ratioOf(point, result.contender, metric.id);
    const noisy = isNoisy(point, result.contender, metric.id);
    return el('td', noisy ? {'class': 'is-noisy'} : {}, formatted(metric, value),
            el('small', {}, spreadText(result, metric)),
            ratio ? el('small', {'class': 'ratio'}, '\u00d7' + ratioText(ratio), noisy ? noisyMark() : null) : null);
}

function resultRow(point, contender, metrics) {
    const result = resultOf(point, contender.id);
    const head = el('th', {scope: 'row'}, sample(contender), contender.title);
    const fault = result.error !== undefined ? 'Error: ' + result.error
            : result.unsupported !== undefined ? 'Not supported: ' + result.unsupported : null;
    if (fault !== null) {
        return el('tr', {'class': result.error !== undefined ? 'error' : 'unsupported'}, head,
                el('td', {colspan: metrics.length}, fault));
    }
    return el('tr', contender.id === OURS ? {'class': 'ours'} : {}, head,
            metrics.map(metric => metricCell(point, result, metric, contender.baseline)));
}

function pointBody(point, contenders, metrics) {
    const title = sizeOf(point) ? binaryBytes(sizeOf(point)) : point.id;
    const warnings = (point.warnings || []).map(text => el('small', {'class': 'warning'}, '\u26a0 ' + text));
    return el('tbody', {},
            el('tr', {'class': 'point'}, el('th', {scope: 'rowgroup', colspan: metrics.length + 1}, title, warnings)),
            contenders.filter(contender => resultOf(point, contender.id))
                    .map(contender => resultRow(point, contender, metrics)));
}

function metricsTable(title, points, contenders, metrics) {
    const present = presentMetrics(points, metrics);
    return el('details', {'class': 'figures'}, el('summary', {}, 'All figures: ' + title),
            el('p', {'class': 'key'}, 'Median \u00b1 half the interquartile range of the rounds; below it \u00d7 the '
                    + 'ratio to the baseline with its 95 % interval. ~ marks what is too noisy to rely on.'),
            el('div', {'class': 'scroll', tabindex: 0, role: 'region', 'aria-label': 'All figures: ' + title},
                    el('table', {'class': 'metrics'},
                            el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, 'Contender'),
                                    present.map(metric => el('th', {scope: 'col'}, metric.title)))),
                            points.map(point => pointBody(point, contenders, present)))));
}

/** A contender's own numbers, which flatten to "bytes.zero_copy" and the like. */
function flatExtra(extra, prefix = '') {
    return Object.entries(extra || {}).flatMap(([key, value]) => value !== null && typeof value === 'object'
            ? flatExtra(value, prefix + key + '.') : [[prefix + key, value]]);
}

function routesText(extra) {
    const routes = extra.filter(([key, value]) => key.startsWith('bytes.') && value > 0);
    const total = routes.reduce((sum, [, value]) => sum + value, 0);
    return routes.map(([key, value]) => {
        const route = key.slice('bytes.'.length);
        return (ROUTES[route.toLowerCase()] || route) + ' ' + shortNumber(100 * value / total) + '\u00a0%';
    }).join(', ') || NONE;
}

const EXTRA_COLUMNS = {
    notifiedZeroCopied: ['notified: not copied', shortNumber],
    notifiedCopied: ['notified: copied', shortNumber],
    meanHoldMicros: ['hold time, mean', FORMATS.us],
    inFlightBytes: ['in flight at the end', binaryBytes],
};

function extraRow(point, result) {
    const extra = flatExtra(result.extra);
    const known = Object.fromEntries(extra);
    const rest = extra.filter(([key]) => !key.startsWith('bytes.') && !EXTRA_COLUMNS[key])
            .map(([key, value]) => key + ' ' + (typeof value === 'number' ? shortNumber(value) : value));
    return el('tr', {}, el('th', {scope: 'row'}, sizeOf(point) ? binaryBytes(sizeOf(point)) : point.id),
            el('td', {'class': 'text'}, routesText(extra)),
            Object.entries(EXTRA_COLUMNS).map(([key, [, format]]) =>
                    el('td', {}, Number.isFinite(known[key]) ? format(known[key]) : NONE)),
            el('td', {'class': 'text'}, rest.join(', ') || NONE));
}

/** Where our bytes went: routes with their reasons, and what zero copy holds. */
function routesTable(title, points) {
    const rows = points.map(point => [point, resultOf(point, OURS)])
            .filter(([, result]) => result && result.extra && Object.keys(result.extra).length > 0);
    if (rows.length === 0) {
        return null;
    }
    const label = 'What zerocopy did: ' + title;
    const heads = ['Size', 'Routes of the bytes', ...Object.values(EXTRA_COLUMNS).map(([head]) => head), 'Other'];
    return el('details', {'class': 'figures'}, el('summary', {}, label),
            el('div', {'class': 'scroll', tabindex: 0, role: 'region', 'aria-label': label},
                    el('table', {'class': 'metrics extra'},
                            el('thead', {}, el('tr', {}, heads.map(head => el('th', {scope: 'col'}, head)))),
                            el('tbody', {}, rows.map(([point, result]) => extraRow(point, result))))));
}
