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

/** A change that is smaller helps nobody, even if it is no chance. */
const RELEVANT = 0.05;

function judged(metric, ratio) {
    const clear = ratio.low > 1 || ratio.high < 1;
    if (clear && Math.abs(ratio.value - 1) >= RELEVANT) {
        return (ratio.value > 1) === (metric.better === 'more') ? 'better' : 'worse';
    }
    return ratio.noisy ? 'noisy' : 'same';
}

/** How our contender compares with the baseline at these points, by judgement. */
function judgements(points, metric) {
    const judgedPoints = {better: [], worse: [], same: [], noisy: []};
    for (const point of points) {
        const ratio = ratioOf(point, OURS, metric.id);
        if (ratio) {
            judgedPoints[judged(metric, ratio)].push({size: sizeOf(point), ratio: ratio.value});
        }
    }
    return judgedPoints;
}

function sizesText(entries) {
    const sizes = [...new Set(entries.map(entry => entry.size))].sort((a, b) => a - b);
    if (sizes.length === 0 || sizes[0] === 0) {
        return '';
    }
    return sizes.length <= 2 ? sizes.map(binaryBytes).join(' and ')
            : 'between ' + binaryBytes(sizes[0]) + ' and ' + binaryBytes(sizes[sizes.length - 1]);
}

function rangeText(entries) {
    const ratios = entries.map(entry => entry.ratio).sort((a, b) => a - b);
    const low = percent(ratios[0]);
    const high = percent(ratios[ratios.length - 1]);
    return low === high ? low : low + ' to ' + high;
}

function sentence(judgedPoints) {
    const words = {better: 'better', worse: 'worse', same: 'no relevant difference', noisy: 'too noisy to tell'};
    const total = Object.values(judgedPoints).reduce((sum, entries) => sum + entries.length, 0);
    const parts = Object.keys(words).filter(key => judgedPoints[key].length > 0).map(key => {
        const entries = judgedPoints[key];
        const change = key === 'better' || key === 'worse' ? rangeText(entries) : '';
        const details = [change, sizesText(entries)].filter(Boolean).join(', ');
        const count = entries.length === total ? '' : ' at ' + entries.length + ' of ' + total + ' points';
        return words[key] + count + (details ? ' (' + details + ')' : '');
    });
    return parts.join('; ');
}

function headline(costs) {
    const better = costs.reduce((sum, cost) => sum + cost.better.length, 0);
    const worse = costs.reduce((sum, cost) => sum + cost.worse.length, 0);
    const measured = costs.some(cost => Object.values(cost).some(entries => entries.length > 0));
    if (!measured) {
        return ['unknown', 'Not measured', 'no point has both our transport and the baseline'];
    }
    if (costs.every(cost => cost.better.length + cost.worse.length + cost.same.length === 0)) {
        return ['unknown', 'Too noisy to tell', 'the rounds disagree too much; run it again on a quieter machine'];
    }
    if (better > 0 && worse === 0) {
        return ['good', 'It helps', 'less CPU at some points, more at none'];
    }
    if (better > 0) {
        return ['mixed', 'It depends', 'less CPU at some points, more at others'];
    }
    return worse > 0 ? ['bad', 'It does not help', 'more CPU at some points, less at none']
            : ['same', 'It makes no difference', 'as much CPU, as far as could be measured'];
}

/** Does it help me? Computed from the intervals of the ratios, nothing else. */
function verdict(path, points, metrics) {
    const byWorkload = groupBy(points, point => point.workload);
    const costs = [];
    const rows = [];
    for (const [workload, members] of byWorkload) {
        for (const id of [costMetric(workload), rateMetric(workload), 'p99']) {
            const metric = metrics.find(each => each.id === id);
            const fitting = id === rateMetric(workload) ? members.filter(point => point.mode !== 'open') : members;
            const judgedPoints = judgements(fitting, metric);
            if (id === costMetric(workload)) {
                costs.push(judgedPoints);
            }
            const text = sentence(judgedPoints);
            if (text) {
                rows.push([workload, metric.title, text]);
            }
        }
    }
    const [kind, title, reason] = headline(costs);
    return el('section', {'class': 'verdict ' + kind},
            el('h3', {}, pathOf(path).title + ': ' + title), el('p', {'class': 'reason'}, reason),
            el('ul', {}, rows.map(([workload, metric, text]) =>
                    el('li', {}, el('strong', {}, workload + ', ' + metric + ': '), text))));
}
