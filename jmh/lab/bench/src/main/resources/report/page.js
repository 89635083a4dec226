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

/** Half of A4 within its margins, at 96 pixels an inch. */
const PRINTED_PLOT = {width: 332, height: 205};
const DARK_SCREEN = window.matchMedia('(prefers-color-scheme: dark)');

function render() {
    const result = dataOf('result');
    const metrics = dataOf('metrics');
    const contenders = contendersOf(result);
    const paths = groupBy(result.points, point => point.path);
    const table = baselines(result.points, contenders, metrics);
    document.getElementById('page').replaceChildren(...[
        pageHeader(result), warningBox(result), navigation(paths, table !== null),
        verdicts(paths, metrics, contenders), table,
        ...[...paths].map(([path, points]) => pathSection(path, points, contenders, metrics)),
        contenderList(contenders),
    ].filter(Boolean));
}

function drawForScreen() {
    drawPlots(plotTheme(DARK_SCREEN.matches));
}

const CLOSED_BEFORE_PRINT = [];

/** Paper is white, has its own width, and cannot be unfolded. */
function drawForPrint() {
    for (const details of document.querySelectorAll('details:not([open])')) {
        details.open = true;
        CLOSED_BEFORE_PRINT.push(details);
    }
    drawPlots(plotTheme(false), PRINTED_PLOT);
}

function backFromPrint() {
    CLOSED_BEFORE_PRINT.splice(0).forEach(details => {
        details.open = false;
    });
    drawForScreen();
}

render();
drawForScreen();
DARK_SCREEN.addEventListener('change', drawForScreen);
window.addEventListener('beforeprint', drawForPrint);
window.addEventListener('afterprint', backFromPrint);
