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

const NONE = '\u2013';

/** A number with three significant digits and no exponent. */
function number(value) {
    if (value === 0) {
        return '0';
    }
    if (Math.abs(value) >= 1000) {
        return Math.round(value).toLocaleString('en');
    }
    return value.toPrecision(3).includes('e') ? value.toFixed(6) : value.toPrecision(3);
}

/** Axes and units read better without trailing zeros. */
function shortNumber(value) {
    const text = number(value);
    return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function scaled(value, base, units) {
    let step = 0;
    while (Math.abs(value) >= base && step < units.length - 1) {
        value /= base;
        step++;
    }
    return shortNumber(value) + '\u00a0' + units[step];
}

/** Sizes are powers of two: KiB and MiB. */
function binaryBytes(bytes) {
    return scaled(bytes, 1024, ['B', 'KiB', 'MiB', 'GiB']);
}

/** Rates and amounts are decimal: GB = 1e9 bytes. */
function decimalBytes(bytes) {
    return scaled(bytes, 1000, ['B', 'kB', 'MB', 'GB', 'TB']);
}

const FORMATS = {
    'bytes/s': value => decimalBytes(value) + '/s',
    '1/s': value => scaled(value, 1000, ['/s', 'k/s', 'M/s']),
    's/GB': value => shortNumber(value) + '\u00a0s/GB',
    'us': value => scaled(value, 1000, ['\u00b5s', 'ms', 's']),
    'MiB': value => shortNumber(value) + '\u00a0MiB',
    'share': value => Math.round(value * 100) + '\u00a0%',
    'bytes': binaryBytes,
};

function formatted(metric, value) {
    return Number.isFinite(value) ? FORMATS[metric.unit](value) : NONE;
}

/** The change that a ratio means: 0.62 is -38 %. */
function percent(ratio) {
    const change = Math.round((ratio - 1) * 100);
    return (change > 0 ? '+' : change < 0 ? '\u2212' : '\u00b1') + Math.abs(change) + '\u00a0%';
}

function ratioText(ratio) {
    return ratio.value.toFixed(2) + ' [' + ratio.low.toFixed(2) + '\u2013' + ratio.high.toFixed(2) + ']';
}
