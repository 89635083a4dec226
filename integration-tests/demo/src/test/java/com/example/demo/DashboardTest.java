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
package com.example.demo;

import io.zerocopy.netty.ZeroCopy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The live page in a browser. The load goes over loopback: the wire's far end is not there for everybody. */
@Timeout(180)
class DashboardTest {

    private static final List<String> PLOTS =
            List.of("throughput", "cpu-per-gb", "cpu-share", "routes", "hold", "in-flight");

    /** The tests run twice, and each time the page looks different. */
    private static final Path SCREENSHOTS =
            Path.of("target", "screenshots", Boolean.getBoolean("io.uring.refused") ? "io-uring-refused" : "");

    /** What leaves by the library on loopback, or where io_uring is refused. */
    private static final String COPIED = ZeroCopy.isAvailable() ? "LOCAL_PATH" : "DISABLED";

    private static final String IS_PAINTED = """
            chart => {
                const colours = chart.data.datasets.filter(set => !set.hidden).map(set => set.borderColor);
                const {width, height} = chart.canvas;
                const copy = new OffscreenCanvas(width, height).getContext('2d', {willReadFrequently: true});
                copy.drawImage(chart.canvas, 0, 0);
                const {data} = copy.getImageData(0, 0, width, height);
                const hex = i => '#' + [0, 1, 2].map(j => data[i + j].toString(16).padStart(2, '0')).join('');
                for (let i = 0; i < data.length; i += 4) {
                    if (data[i + 3] === 255 && colours.includes(hex(i))) {
                        return true;
                    }
                }
                return false;
            }""";

    /** What the second of two samples adds to the first. */
    private static final String SAMPLES = """
            const sample = (seconds, number, transport) => ({nanos: seconds * 1e9, load: {
                number, transport, sentBytes: seconds * 1e9, cpuNanos: seconds * 1e8,
                zeroCopy: transport === 'ZERO_COPY' ? {bytes: {ZERO_COPY: seconds * 1e9}, inFlightBytes: 0,
                    holds: seconds * 10, notifiedZeroCopied: seconds * 20, notifiedCopied: 0,
                    totalHoldMicros: seconds * 30000, medianHoldMicros: 3000, p99HoldMicros: 3000} : undefined}});
            const points = (number1, transport1, number2, transport2) => {
                const history = new module.History();
                history.add(sample(1, number1, transport1));
                return history.add(sample(2, number2, transport2));
            };
            """;

    @TempDir
    private Path folder;
    private DemoServer server;
    private Browser browser;

    @BeforeEach
    void open() throws IOException {
        server = new DemoServer(Options.parse("--port", "0", "--threads", "1", "--folder", folder.toString()));
        browser = new Browser(folder.resolve("profile"));
        browser.resize(1300);
        browser.open("http://127.0.0.1:" + server.port() + "/");
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
        server.close();
    }

    @Test
    void everyPlotIsDrawnWithData() throws Exception {
        for (String plot : List.of("throughput", "cpu-per-gb", "cpu-share", "routes")) {
            browser.await(hasData(plot) + " && " + isPainted(plot));
        }
        if (ZeroCopy.isAvailable()) {
            browser.await(hasData("hold") + " && " + isPainted("hold"));
        }
        assertEquals(PLOTS.size(), ((Long) browser.value("document.querySelectorAll('canvas').length")).intValue());
        assertNoComplaints();
    }

    @Test
    void switchChangesTransportAndRoutes() throws Exception {
        browser.await(showsRoute(COPIED) + " && " + isMeasured("zero copy"));
        assertTrue(server.load().zeroCopy() != null);

        click("EPOLL");
        browser.await(showsRoute("epoll") + " && " + headline("active") + " === 'No'");
        browser.await("document.querySelector('[name=transport]:checked').value === 'EPOLL'");
        assertTrue(server.load().zeroCopy() == null);
        browser.await(isMeasured("epoll"));
        browser.await("document.getElementById('verdict').textContent.startsWith('Zero copy needs ')");

        click("NONE");
        browser.await(headline("active") + " === 'Nothing is sent'");
        assertTrue(server.load() == null);

        click("ZERO_COPY");
        browser.await("!" + showsRoute("epoll") + " && " + showsRoute(COPIED));
        assertNoComplaints();
    }

    @Test
    void fiveQuestionsAreAnswered() throws Exception {
        browser.await(showsRoute(COPIED));
        browser.await(headline("rest") + " === '" + COPIED + "'");
        String active = browser.text("document.getElementById('answer-active').innerText");
        if (ZeroCopy.isAvailable()) {
            assertTrue(active.contains("Not here") && active.contains("on this machine"), active);
            browser.await(headline("connections") + " === '0 of 8'");
        } else {
            assertTrue(active.contains("No\n") && active.contains(server.metrics().state()), active);
        }
        assertTrue(browser.text(headline("share")).endsWith(" %"));
        assertTrue(browser.text(headline("memory")).matches("\\d.* (bytes|kB|MB)"), browser.text(headline("memory")));
        assertTrue(browser.text("document.getElementById('about').textContent").contains("loopback"));
    }

    @Test
    void pageFitsEveryWidthInLightAndDark() throws Exception {
        browser.await(isMeasured("zero copy"));
        click("EPOLL");
        browser.await(isMeasured("epoll"));
        for (int width : new int[] {400, 800, 1300}) {
            for (String scheme : new String[] {"light", "dark"}) {
                browser.resize(width);
                browser.prefer(scheme);
                browser.await(isPainted("throughput"));
                assertTrue((Boolean) browser.value("document.documentElement.scrollWidth <= " + width),
                        "must be scrolled sideways at " + width);
                // For people: nobody else sees what is ugly.
                browser.save(SCREENSHOTS.resolve(width + "-" + scheme + ".png"));
            }
        }
        assertNoComplaints();
    }

    @Test
    void samplesOfDifferentLoadsAreNotMixed() {
        assertEquals(Boolean.TRUE, ofModule("history.js", "points(1, 'EPOLL', 1, 'EPOLL').transport === 'EPOLL'"));
        for (String loads : List.of("1, 'EPOLL', 2, 'EPOLL'", "1, 'EPOLL', 1, 'ZERO_COPY'",
                "1, 'ZERO_COPY', 1, 'EPOLL'")) {
            assertEquals("time", ofModule("history.js", "Object.keys(points(" + loads + ")).join()"), loads);
        }
        assertEquals(1L, ofModule("history.js", """
                (history => {
                    history.add({nanos: 5e9});
                    history.add({nanos: 1e9});
                    return history.points.length;
                })(new module.History())"""));
    }

    @Test
    void meanHoldIsThatOfTheHolds() {
        assertEquals(3L, ofModule("history.js", "points(1, 'ZERO_COPY', 1, 'ZERO_COPY').holdMean"));
    }

    @Test
    void verdictNeedsBytesOfBoth() {
        for (String gigabytes : List.of("0, 1", "1, 0", "0, 0")) {
            assertEquals("To compare them, switch above and wait for some seconds.", verdict(gigabytes), gigabytes);
        }
        assertTrue(verdict("1, 2").startsWith("Zero copy needs 50 % of "), verdict("1, 2"));
    }

    @Test
    void nothingComesFromElsewhere() throws Exception {
        browser.await(hasData("throughput"));
        assertEquals(Boolean.TRUE, browser.value("performance.getEntriesByType('resource')"
                + ".every(entry => entry.name.startsWith(location.origin + '/'))"));
    }

    @Test
    void loadRunsOnlyWhileSomebodyWatches() throws Exception {
        browser.await(hasData("throughput"));
        browser.open("about:blank");
        for (int tries = 0; server.load() != null; tries++) {
            assertTrue(tries < 100, "the load goes on");
            Thread.sleep(100);
        }
    }

    /** The value of an expression that uses the script {@code module}, apart from the page that is open. */
    private Object ofModule(String script, String expression) {
        return browser.value("import(location.origin + '/" + script + "').then(module => {" + SAMPLES + "return "
                + expression + "; })");
    }

    /** After ten seconds of each transport, which sent so many gigabytes. */
    private String verdict(String epollAndZeroCopy) {
        return (String) ofModule("comparison.js", """
                ((...gigabytes) => {
                    const comparison = new module.Comparison();
                    ['EPOLL', 'ZERO_COPY'].forEach((transport, load) => {
                        for (let second = 0; second < 12; second++) {
                            comparison.add({transport, load, seconds: 1, gigabytes: gigabytes[load], cpuSeconds: 1},
                                {messageBytes: 4096});
                        }
                    });
                    comparison.show();
                    return document.getElementById('verdict').textContent;
                })(""" + epollAndZeroCopy + ")");
    }

    private void click(String transport) {
        browser.value("document.querySelector('[value=" + transport + "]').click()");
    }

    private void assertNoComplaints() {
        assertEquals(List.of(), browser.log());
        assertEquals(Boolean.TRUE, browser.value("document.getElementById('trouble').hidden"));
    }

    private static String headline(String answer) {
        return "document.querySelector('#answer-" + answer + " strong').textContent";
    }

    /** The table of the comparison has figures for the transport that are enough for a verdict. */
    private static String isMeasured(String transport) {
        return "[...document.querySelectorAll('#comparison tbody tr')].some(row => row.cells[0].textContent === '"
                + transport + "' && parseInt(row.cells[3].textContent) > 3)";
    }

    private static String chart(String plot) {
        return "Chart.getChart('plot-" + plot + "')";
    }

    /** Some line has several values. */
    private static String hasData(String plot) {
        return chart(plot) + "?.data.datasets.some(set => set.data.filter(({y}) => y > 0).length > 2)";
    }

    /** Some pixel has just the colour of a line that has data. */
    private static String isPainted(String plot) {
        return "(" + IS_PAINTED + ")(" + chart(plot) + ")";
    }

    /** The route has sent something in the last half second. */
    private static String showsRoute(String label) {
        return chart("routes") + "?.data.datasets.some(set => set.label === '" + label + "' && set.data.at(-1)?.y > 0)";
    }
}
