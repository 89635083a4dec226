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

const STEPS = [
    {letter: 'A', name: 'standard stack', contender: null},
    {letter: 'B', name: 'our transport without zero copy', contender: 'zerocopy-off'},
    {letter: 'C', name: 'our transport with zero copy', contender: OURS},
];

/** From the closed loop what it can carry; latencies mean something only at a fixed rate. */
function figuresOf(points, metrics) {
    return [['throughput', 'closed'], ['p99', 'open'], ['cpuPerGB', 'closed']].map(([id, mode]) => {
        const metric = metrics.find(each => each.id === id);
        const has = point => point.results.some(result => medianOf(point, result.contender, id) !== undefined);
        const fitting = points.filter(has);
        return {metric, point: fitting.find(point => point.mode === mode) || fitting[0]};
    }).filter(figure => figure.point);
}

function gainText(figure, from, to) {
    const before = medianOf(figure.point, from, figure.metric.id);
    const after = medianOf(figure.point, to, figure.metric.id);
    return before > 0 && after !== undefined ? percent(after / before) : NONE;
}

function valueCell(figure, contender) {
    const noisy = isNoisy(figure.point, contender, figure.metric.id);
    return el('td', {}, formatted(figure.metric, medianOf(figure.point, contender, figure.metric.id)),
            noisy ? noisyMark() : null);
}

function stepRow(step, figures, titleOf) {
    return el('tr', {}, el('th', {scope: 'row'}, step.letter + '\u2002' + step.name,
            el('small', {}, titleOf(step.contender))), figures.map(figure => valueCell(figure, step.contender)));
}

function gainRow(from, to, figures) {
    return el('tr', {'class': 'gain'}, el('th', {scope: 'row'}, from.letter + ' \u2192 ' + to.letter),
            figures.map(figure => el('td', {}, gainText(figure, from.contender, to.contender))));
}

function figureHead(figure) {
    return el('th', {scope: 'col'}, figure.metric.title, el('small', {}, figure.point.mode + ' loop'));
}

function captionText(path, point) {
    const size = sizeOf(point) ? binaryBytes(sizeOf(point)) + ' frames, ' : '';
    return pathOf(path).title + ': ' + size + parametersText(point);
}

function baselineTable(path, points, contenders, metrics) {
    const baseline = contenders.find(contender => contender.baseline);
    const steps = STEPS.map(step => step.contender ? step : {...step, contender: baseline && baseline.id});
    const titleOf = id => (contenders.find(contender => contender.id === id) || {title: 'not measured'}).title;
    const figures = figuresOf(points, metrics);
    const [a, b, c] = steps;
    return el('div', {'class': 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Three baselines on ' + path},
            el('table', {'class': 'abc'}, el('caption', {}, captionText(path, points[0])),
                    el('thead', {}, el('tr', {}, el('td', {}), figures.map(figureHead))),
                    el('tbody', {}, steps.map(step => stepRow(step, figures, titleOf)),
                            gainRow(a, b, figures), gainRow(b, c, figures), gainRow(a, c, figures))));
}

function baselines(points, contenders, metrics) {
    const marked = groupBy(points.filter(point => point.table === 'abc'), point => point.path + '/' + point.workload);
    if (marked.size === 0) {
        return null;
    }
    return el('section', {id: 'baselines'}, el('h2', {}, 'Three baselines'),
            el('p', {}, 'What each step brings: from the standard stack to our transport, from there to zero copy.'),
            [...marked.values()].map(members => baselineTable(members[0].path, members, contenders, metrics)));
}
