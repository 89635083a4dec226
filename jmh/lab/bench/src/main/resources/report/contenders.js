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

const OURS = 'zerocopy';

/*
 * Colours that the common kinds of colour blindness can tell apart, a lighter one for dark screens; related
 * contenders share a hue and differ in marker and dashes, which is also what grey print leaves.
 */
const LOOKS = {
    'netty41-epoll': look('#1a1a1a', '#f2f2f2', 'circle', []),
    'epoll-control': look('#4d4d4d', '#cccccc', 'circle-hollow', [2, 3]),
    'netty41-nio': look('#7d7d7d', '#a0a0a0', 'rect', [6, 3]),
    'zerocopy': look('#d55e00', '#ff8c3a', 'triangle', []),
    'zerocopy-off': look('#d99400', '#ffc04d', 'triangle-hollow', [6, 3]),
    'incubator-iouring': look('#b8528f', '#e79ac6', 'diamond', [8, 3, 2, 3]),
    'netty42-epoll': look('#3d9fdb', '#7cc8f5', 'circle-hollow', [6, 3]),
    'netty42-iouring': look('#0072b2', '#3f9fdc', 'rect-hollow', [8, 3, 2, 3]),
    'netty42-iouring-zc': look('#332288', '#a99cf5', 'diamond-hollow', []),
    'c-send': look('#5aa63c', '#a3d977', 'cross', [2, 3]),
    'c-sendzc': look('#009e73', '#2fd0a3', 'crossRot', [2, 3]),
    'c-registered': look('#0b5d3b', '#62a886', 'star', [2, 3]),
};
const SPARE_LOOKS = [
    look('#882255', '#cf7aa5', 'rect', [2, 2]),
    look('#6b5b00', '#cdbb5a', 'diamond', [4, 2]),
    look('#005f6b', '#5cc0cc', 'circle', [2, 2]),
];

function look(light, dark, marker, dash) {
    return {light, dark, marker, dash};
}

/** The contenders of the file, each with a look that it keeps everywhere on the page. */
function contendersOf(result) {
    let spare = 0;
    return result.contenders.map(contender => ({
        ...contender,
        title: contender.title || contender.id,
        look: LOOKS[contender.id] || SPARE_LOOKS[spare++ % SPARE_LOOKS.length],
    }));
}

function colourOf(contender, dark) {
    return dark ? contender.look.dark : contender.look.light;
}

function pointStyle(contender) {
    const style = contender.look.marker.replace('-hollow', '');
    return style === 'diamond' ? 'rectRot' : style;
}

function isHollow(contender) {
    return contender.look.marker.endsWith('-hollow');
}

const MARKER_SHAPES = {
    circle: 'M18 3a4 4 0 1 0 .01 0z',
    rect: 'M14.5 3.5h7v7h-7z',
    triangle: 'M18 2.5l4.6 8h-9.2z',
    rectRot: 'M18 2l5 5l-5 5l-5-5z',
    cross: 'M18 2v10M13 7h10',
    crossRot: 'M14.5 3.5l7 7m0-7l-7 7',
    star: 'M18 2v10M13 7h10M14.5 3.5l7 7m0-7l-7 7',
};

/** Line and marker as the plots draw them. */
function sample(contender) {
    const shape = pointStyle(contender);
    const path = svg('path', {d: MARKER_SHAPES[shape], 'class': isHollow(contender) ? 'hollow' : 'filled'});
    const line = svg('line', {x1: 1, x2: 35, y1: 7, y2: 7, 'stroke-dasharray': contender.look.dash.join(' ')});
    const picture = svg('svg', {viewBox: '0 0 36 14', width: 36, height: 14, 'aria-hidden': 'true', 'class': 'sample'},
            line, path);
    picture.style.setProperty('--light', contender.look.light);
    picture.style.setProperty('--dark', contender.look.dark);
    return picture;
}
