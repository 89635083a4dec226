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

/** Beyond this factor between smallest and largest value a linear axis hides the small ones. */
const LOG_FACTOR = 20;
const FINE_RATIOS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 5];
const COARSE_RATIOS = [0.01, 0.03, 0.1, 0.25, 0.5, 1, 2, 4, 10, 30, 100];
const MOST_TICKS = 6;
const PLOTS = [];

function plotTheme(dark) {
    return dark ? {dark, text: '#d6d6d6', grid: '#3d4046', paper: '#1b1d21'}
            : {dark, text: '#333', grid: '#dcdcdc', paper: '#fff'};
}

/** Error bars, and a tilde above what is noisy; Chart.js has neither. */
const INTERVALS = {
    id: 'intervals',
    afterDatasetsDraw(chart) {
        chart.data.datasets.forEach((dataset, index) => {
            const meta = chart.getDatasetMeta(index);
            if (!chart.isDatasetVisible(index)) {
                return;
            }
            meta.data.forEach((element, i) => drawInterval(chart, dataset.data[i], element, dataset.borderColor));
        });
    },
};

/** What a ratio is compared to: the line at 1.0. */
const BASELINE = {
    id: 'baseline',
    beforeDatasetsDraw(chart) {
        const {left, right, top, bottom} = chart.chartArea;
        const horizontal = chart.options.indexAxis === 'y';
        const at = (horizontal ? chart.scales.x : chart.scales.y).getPixelForValue(1);
        chart.ctx.save();
        chart.ctx.strokeStyle = chart.options.color;
        chart.ctx.lineWidth = 1.6;
        chart.ctx.beginPath();
        chart.ctx.moveTo(...(horizontal ? [at, top] : [left, at]));
        chart.ctx.lineTo(...(horizontal ? [at, bottom] : [right, at]));
        chart.ctx.stroke();
        chart.ctx.restore();
    },
};

function drawInterval(chart, datum, element, colour) {
    const ctx = chart.ctx;
    const horizontal = chart.options.indexAxis === 'y';
    const scale = horizontal ? chart.scales.x : chart.scales.y;
    ctx.save();
    ctx.strokeStyle = horizontal ? chart.options.color : colour;
    ctx.fillStyle = chart.options.color;
    ctx.lineWidth = 1.2;
    if (datum.low > 0) {
        const ends = [datum.low, datum.high].map(value => clamped(scale, value));
        strokeBar(ctx, horizontal, ends, horizontal ? element.y : element.x);
    }
    if (datum.noisy) {
        ctx.font = 'bold 15px sans-serif';
        ctx.textAlign = 'center';
        const end = clamped(scale, Math.max(datum.value, datum.high || 0));
        ctx.fillText('~', horizontal ? end + 9 : element.x, horizontal ? element.y + 5 : end - 4);
    }
    ctx.restore();
}

function clamped(scale, value) {
    return scale.getPixelForValue(Math.min(Math.max(value, scale.min), scale.max));
}

function strokeBar(ctx, horizontal, [from, to], across) {
    const point = (along, offset) => horizontal ? [along, across + offset] : [across + offset, along];
    ctx.beginPath();
    for (const [start, end] of [[point(from, 0), point(to, 0)], [point(from, -3), point(from, 3)],
        [point(to, -3), point(to, 3)]]) {
        ctx.moveTo(...start);
        ctx.lineTo(...end);
    }
    ctx.stroke();
}

/** What is plotted: a metric, or its ratio to the baseline. */
function valuesOf(plot, contender) {
    const values = plot.points.map(point => {
        const noisy = isNoisy(point, contender.id, plot.metric.id);
        if (!plot.ratio) {
            return {size: sizeOf(point), value: medianOf(point, contender.id, plot.metric.id), noisy};
        }
        const ratio = ratioOf(point, contender.id, plot.metric.id) || {};
        return {size: sizeOf(point), value: ratio.value, low: ratio.low, high: ratio.high, noisy};
    });
    return values.filter(datum => datum.value !== undefined).sort((a, b) => a.size - b.size);
}

function plottedContenders(plot) {
    return plot.contenders.filter(contender => !(plot.ratio && contender.baseline) && valuesOf(plot, contender).length);
}

/** Intervals of several contenders at one size would cover each other, so each stands a little aside. */
function dodge(plot, index, count) {
    return plot.ratio ? Math.pow(2, (index - (count - 1) / 2) * 0.07) : 1;
}

function lineSets(plot, theme) {
    const shown = plottedContenders(plot);
    return shown.map((contender, index) => {
        const colour = colourOf(contender, theme.dark);
        const aside = dodge(plot, index, shown.length);
        return {
            contender,
            label: contender.title,
            data: valuesOf(plot, contender).map(datum => ({x: datum.size * aside, y: datum.value, ...datum})),
            borderColor: colour,
            backgroundColor: isHollow(contender) ? theme.paper : colour,
            pointStyle: pointStyle(contender),
            pointRadius: contender.id === OURS ? 5 : 4,
            pointBorderWidth: 1.6,
            borderWidth: contender.id === OURS ? 3 : 1.6,
            borderDash: contender.look.dash,
            tension: 0,
        };
    });
}

function barSet(plot, theme) {
    const shown = plottedContenders(plot);
    const colours = shown.map(contender => colourOf(contender, theme.dark));
    return [{
        data: shown.map(contender => {
            const datum = valuesOf(plot, contender)[0];
            return {x: datum.value, y: contender.title, ...datum};
        }),
        borderColor: colours,
        backgroundColor: shown.map((contender, i) => contender.id === OURS ? colours[i] : colours[i] + '99'),
        borderWidth: 1.5,
        base: plot.ratio ? 1 : undefined,
        barPercentage: 0.75,
    }];
}

function sizesOf(plot) {
    return [...new Set(plot.points.map(sizeOf))].sort((a, b) => a - b);
}

function isBars(plot) {
    return sizesOf(plot).length < 2;
}

function allValues(plot) {
    return plot.contenders.flatMap(contender => valuesOf(plot, contender)).map(datum => datum.value);
}

function isLog(plot) {
    const values = allValues(plot);
    return plot.ratio || (Math.min(...values) > 0 && Math.max(...values) / Math.min(...values) > LOG_FACTOR);
}

function plotTitle(plot) {
    return plot.ratio ? plot.metric.title + ', ratio to ' + plot.baseline : plot.metric.title;
}

function valueText(plot, value) {
    return plot.ratio ? String(Number(value.toFixed(2))) : formatted(plot.metric, value);
}

/** A logarithmic axis labels 1, 2 and 5 of each decade; more would overlap. */
function keepRoundTicks(axis) {
    axis.ticks = axis.ticks.filter(tick => [1, 2, 5].includes(Number(tick.value.toExponential()[0]))
            && tick.value.toExponential().length <= 5);
}

function ratioRange(plot) {
    const bounds = plottedContenders(plot).flatMap(contender => valuesOf(plot, contender))
            .flatMap(datum => [datum.value, Math.max(datum.low || datum.value, datum.value / 2),
                Math.min(datum.high || datum.value, datum.value * 2)]);
    return {min: Math.min(0.7, ...bounds) / 1.08, max: Math.max(1.4, ...bounds) * 1.08};
}

function ratioTicks(axis) {
    const within = ratios => ratios.filter(value => value >= axis.min && value <= axis.max);
    const fine = within(FINE_RATIOS);
    axis.ticks = (fine.length <= MOST_TICKS ? fine : within(COARSE_RATIOS)).map(value => ({value}));
}

function valueAxis(plot, theme) {
    const log = isLog(plot);
    const axis = {
        type: log ? 'logarithmic' : 'linear',
        beginAtZero: !log,
        grid: {color: theme.grid},
        border: {color: theme.grid},
        ticks: {color: theme.text, maxRotation: 0, callback: value => valueText(plot, value)},
    };
    if (plot.ratio) {
        axis.ticks.autoSkip = false;
        return {...axis, ...ratioRange(plot), afterBuildTicks: ratioTicks};
    }
    axis.ticks.maxTicksLimit = isBars(plot) ? 5 : 8;
    return log ? {...axis, afterBuildTicks: keepRoundTicks} : {...axis, grace: '4%'};
}

function sizeAxis(plot, theme) {
    const sizes = sizesOf(plot);
    return {
        type: 'logarithmic',
        min: sizes[0] / 1.5,
        max: sizes[sizes.length - 1] * 1.5,
        grid: {color: theme.grid},
        border: {color: theme.grid},
        title: {display: true, text: 'message size', color: theme.text, padding: 0},
        afterBuildTicks: axis => {
            axis.ticks = sizes.map(value => ({value}));
        },
        ticks: {color: theme.text, autoSkip: true, autoSkipPadding: 6, maxRotation: 0, callback: binaryBytes},
    };
}

/** Long titles take two lines: the axis would cut them off. */
function twoLines(title) {
    const space = title.length > 16 ? title.indexOf(' ', title.length / 2 - 3) : -1;
    return space < 0 ? title : [title.slice(0, space), title.slice(space + 1)];
}

function categoryAxis(theme) {
    return {grid: {display: false}, border: {color: theme.grid}, ticks: {color: theme.text, autoSkip: false,
        font: {size: 11}, callback(index) {
            return twoLines(this.getLabelForValue(index));
        }}};
}

function tooltip(plot) {
    return {callbacks: {
        title: items => items[0].raw.size ? binaryBytes(items[0].raw.size) : '',
        label: item => item.raw.low > 0
            ? (item.dataset.label || item.label) + ': ' + ratioText(item.raw)
            : (item.dataset.label || item.label) + ': ' + valueText(plot, item.raw.value),
    }};
}

function chartConfig(plot, theme, pixels) {
    const bars = isBars(plot);
    return {
        type: bars ? 'bar' : 'line',
        data: {datasets: bars ? barSet(plot, theme) : lineSets(plot, theme)},
        plugins: plot.ratio ? [INTERVALS, BASELINE] : [INTERVALS],
        options: {
            animation: false,
            responsive: pixels === undefined,
            maintainAspectRatio: false,
            devicePixelRatio: pixels === undefined ? undefined : 3,
            indexAxis: bars ? 'y' : 'x',
            color: theme.text,
            font: {size: 12},
            plugins: {legend: {display: false}, tooltip: tooltip(plot)},
            scales: bars ? {x: valueAxis(plot, theme), y: categoryAxis(theme)}
                : {x: sizeAxis(plot, theme), y: valueAxis(plot, theme)},
        },
    };
}

/** The plot in words, for those who do not see it. */
function spokenPlot(plot) {
    const lines = plottedContenders(plot).map(contender => {
        const values = valuesOf(plot, contender);
        const spoken = datum => valueText(plot, datum.value) + (datum.size ? ' at ' + binaryBytes(datum.size) : '');
        const ends = values.length > 1 ? [values[0], values[values.length - 1]] : values;
        return contender.title + ' ' + ends.map(spoken).join(', ');
    });
    return plotTitle(plot) + (isBars(plot) ? '' : ' over message size') + '. ' + lines.join('; ')
            + '. All figures are in the table below.';
}

function plotFigure(plot) {
    const canvas = el('canvas', {role: 'img', 'aria-label': spokenPlot(plot)});
    PLOTS.push({...plot, canvas, chart: null});
    const axis = plot.ratio ? ' (log, bars: 95 % interval)' : isLog(plot) ? ' (log)' : '';
    const better = {more: 'more is better', less: 'less is better', neither: ''}[plot.metric.better];
    const rows = isBars(plot) ? plottedContenders(plot).length : 0;
    const box = el('div', {'class': 'canvas'}, canvas);
    if (rows) {
        box.style.height = 60 + rows * 28 + 'px';
    }
    return el('figure', {'class': 'plot'},
            el('figcaption', {}, el('strong', {}, plotTitle(plot)), ' ' + better + axis), box);
}

/** With a size in pixels for print, where nothing can follow the page's width. */
function drawPlots(theme, pixels) {
    for (const plot of PLOTS) {
        if (plot.chart) {
            plot.chart.destroy();
        }
        if (pixels) {
            plot.canvas.width = pixels.width;
            plot.canvas.height = isBars(plot) ? 44 + plottedContenders(plot).length * 22 : pixels.height;
            plot.canvas.style.cssText = 'width:' + pixels.width + 'px;height:' + plot.canvas.height + 'px';
        } else {
            plot.canvas.removeAttribute('style');
        }
        plot.chart = new Chart(plot.canvas, chartConfig(plot, theme, pixels));
    }
    document.body.dataset.charts = PLOTS.filter(plot => plot.chart).length;
    applyHidden();
}

const HIDDEN = new Set();

function applyHidden() {
    for (const {chart} of PLOTS.filter(plot => plot.chart && !isBars(plot))) {
        chart.data.datasets.forEach((dataset, index) => {
            chart.setDatasetVisibility(index, !HIDDEN.has(dataset.contender.id));
        });
        if (HIDDEN.size > 0 || chart.hadHidden) {
            chart.hadHidden = true;
            chart.update('none');
        }
    }
}
