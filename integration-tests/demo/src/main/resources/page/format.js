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
/** Numbers as people read them. */

const KIB = 1024;
const BYTE_UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];

function rounded(value) {
    const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return value.toFixed(digits);
}

/** Of 1000 bytes to the kB. */
export function bytes(count) {
    let value = count;
    let unit = 0;
    while (value >= 1000 && unit < BYTE_UNITS.length - 1) {
        value /= 1000;
        unit++;
    }
    return (unit === 0 ? value.toFixed(0) : rounded(value)) + ' ' + BYTE_UNITS[unit];
}

/** A size that is a power of two, such as that of a buffer. */
export function binaryBytes(count) {
    return count >= KIB * KIB ? count / (KIB * KIB) + ' MiB' : count / KIB + ' KiB';
}

export function gigabytesPerSecond(value) {
    return rounded(value) + ' GB/s';
}

export function seconds(value) {
    return value.toFixed(3) + ' s';
}

export function millis(value) {
    return rounded(value) + ' ms';
}

/** Of a share from 0 to 1. What is not all does not become 100 %, and what is not nothing does not become 0 %. */
export function percent(share) {
    if (share > 0 && share < 0.0001) {
        return '< 0.01 %';
    }
    if (share < 1 && share > 0.9999) {
        return '> 99.99 %';
    }
    return Number((share * 100).toFixed(share < 0.01 || share > 0.99 ? 2 : 1)) + ' %';
}

export function count(number, noun) {
    return number + ' ' + noun + (number === 1 ? '' : 's');
}
