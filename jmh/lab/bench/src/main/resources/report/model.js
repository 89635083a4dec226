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

/** Keeps the order in which keys first appear. */
function groupBy(items, keyOf) {
    const groups = new Map();
    for (const item of items) {
        const key = keyOf(item);
        groups.set(key, [...(groups.get(key) || []), item]);
    }
    return groups;
}

function sizeOf(point) {
    return (point.parameters || {}).size || 0;
}

/** What two points have to share to stand on one line of a plot: everything but the size. */
function setting(point) {
    const {size, ...others} = point.parameters || {};
    return point.mode + JSON.stringify(Object.entries(others).sort());
}

function parametersText(point) {
    const {size, connections, loops, ...others} = point.parameters || {};
    const words = [];
    if (connections !== undefined) {
        words.push(connections + (connections === 1 ? ' connection' : ' connections'));
    }
    if (loops !== undefined) {
        words.push(loops + (loops === 1 ? ' event loop' : ' event loops'));
    }
    for (const [name, value] of Object.entries(others)) {
        words.push(name === 'gather' ? 'flushed every ' + binaryBytes(value) : name + ' ' + value);
    }
    return words.join(', ');
}

function settingTitle(point) {
    return parametersText(point) + (point.mode === 'open' ? ', open loop at a fixed rate' : ', closed loop');
}

function resultOf(point, contenderId) {
    return (point.results || []).find(result => result.contender === contenderId);
}

function medianOf(point, contenderId, metricId) {
    const result = resultOf(point, contenderId);
    const value = result && result.median ? result.median[metricId] : undefined;
    return Number.isFinite(value) ? value : undefined;
}

function ratioOf(point, contenderId, metricId) {
    const result = resultOf(point, contenderId);
    const ratio = result && result.ratio ? result.ratio[metricId] : undefined;
    return ratio && Number.isFinite(ratio.value) ? ratio : undefined;
}

function isNoisy(point, contenderId, metricId) {
    const ratio = ratioOf(point, contenderId, metricId);
    return Boolean(ratio && ratio.noisy);
}

/** The metrics that anybody has at these points. */
function presentMetrics(points, metrics) {
    return metrics.filter(metric => points.some(point =>
            point.results.some(result => medianOf(point, result.contender, metric.id) !== undefined)));
}

/** The contenders that were asked at these points, in the order of the file. */
function presentContenders(points, contenders) {
    return contenders.filter(contender => points.some(point => resultOf(point, contender.id)));
}

/** A message's cost where messages are small, that of bytes elsewhere. */
function costMetric(workload) {
    return workload === 'echo' ? 'cpuPerMessage' : 'cpuPerGB';
}

function rateMetric(workload) {
    return workload === 'echo' ? 'messageRate' : 'throughput';
}
