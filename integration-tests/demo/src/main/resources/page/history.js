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
/** Samples hold what was counted since a load began; here two of them become what happened in between. */

export const WINDOW_SECONDS = 60;

const NANOS = 1e9;

/** What a plain epoll load sends: the library, which counts the routes, is not there. */
export const EPOLL = 'EPOLL';

function routeBytes(load) {
    return load.zeroCopy ? load.zeroCopy.bytes : {[EPOLL]: load.sentBytes};
}

function routeRates(before, after, seconds) {
    const earlier = routeBytes(before);
    const rates = {};
    for (const [route, total] of Object.entries(routeBytes(after))) {
        const rate = (total - earlier[route]) / seconds / 1e9;
        if (rate > 0) {
            rates[route] = rate;
        }
    }
    return rates;
}

function holds(before, after) {
    const number = after.holds - before.holds;
    return {
        holdMean: number > 0 ? (after.totalHoldMicros - before.totalHoldMicros) / number / 1000 : undefined,
        holdMedian: after.holds > 0 ? after.medianHoldMicros / 1000 : undefined,
        holdP99: after.holds > 0 ? after.p99HoldMicros / 1000 : undefined,
        inFlight: after.inFlightBytes / 1e6,
    };
}

/** GB/s, CPU seconds per GB, milliseconds and MB; what does not exist at a time is undefined. */
function pointOf(earlier, sample) {
    const time = sample.nanos / NANOS;
    const before = earlier && earlier.load;
    const after = sample.load;
    if (!before || !after || before.number !== after.number || before.transport !== after.transport) {
        return {time};
    }
    const seconds = (sample.nanos - earlier.nanos) / NANOS;
    const gigabytes = (after.sentBytes - before.sentBytes) / 1e9;
    const cpuSeconds = (after.cpuNanos - before.cpuNanos) / NANOS;
    return {
        time,
        seconds,
        gigabytes,
        cpuSeconds,
        transport: after.transport,
        load: after.number,
        throughput: gigabytes / seconds,
        cpuPerGigabyte: gigabytes > 0 ? cpuSeconds / gigabytes : undefined,
        cpuShare: 100 * cpuSeconds / seconds,
        routes: routeRates(before, after, seconds),
        ...(after.zeroCopy ? holds(before.zeroCopy, after.zeroCopy) : {inFlight: 0}),
    };
}

/** The last minute. */
export class History {
    points = [];
    #last = null;

    /** Returns what happened since the sample before. */
    add(sample) {
        if (this.#last && sample.nanos < this.#last.nanos) {
            // The machine has started anew, and its clock with it.
            this.points.length = 0;
        }
        const point = pointOf(this.#last, sample);
        this.#last = sample;
        this.points.push(point);
        while (this.points[0].time < point.time - WINDOW_SECONDS) {
            this.points.shift();
        }
        return point;
    }
}
