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
package io.zerocopy.lab.bench.compare;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class CompareTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void sameFilesHaveNoDifferences() throws IOException {
        String result = ratio("zerocopy", "cpuPerGB", 0.6, 0.02);

        assertThat(compare(result, result)).isZero();
        assertThat(output()).contains("1 figures compared, 0 regressions").doesNotContain("Improvements", "Only in");
    }

    @Test
    void moreCpuIsRegression() throws IOException {
        assertThat(compare(ratio("zerocopy", "cpuPerGB", 0.6, 0.02), ratio("zerocopy", "cpuPerGB", 0.75, 0.02)))
                .isEqualTo(1);
        assertThat(output()).contains("Regressions of zerocopy (1)", "p zerocopy: ratio of cpuPerGB", "+25.0 %");
    }

    @Test
    void moreThroughputIsImprovement() throws IOException {
        assertThat(compare(ratio("zerocopy", "throughput", 1.2, 0.02), ratio("zerocopy", "throughput", 1.5, 0.02)))
                .isZero();
        assertThat(output()).contains("Improvements of zerocopy (1)");
    }

    @Test
    void lessThroughputIsRegression() throws IOException {
        assertThat(compare(ratio("zerocopy", "throughput", 1.5, 0.02), ratio("zerocopy", "throughput", 1.2, 0.02)))
                .isEqualTo(1);
    }

    @Test
    void overlappingIntervalsAreNoise() throws IOException {
        assertThat(compare(ratio("zerocopy", "cpuPerGB", 0.6, 0.1), ratio("zerocopy", "cpuPerGB", 0.75, 0.1))).isZero();
        assertThat(output()).doesNotContain("->");
    }

    @Test
    void limitHidesSmallChanges() throws IOException {
        String before = ratio("zerocopy", "cpuPerGB", 0.60, 0.001);
        String after = ratio("zerocopy", "cpuPerGB", 0.62, 0.001);

        assertThat(compare(before, after)).isZero();
        assertThat(Compare.run(file("a.json", before), file("b.json", after), 1, out())).isEqualTo(1);
    }

    @Test
    void othersOnlyChange() throws IOException {
        assertThat(compare(ratio("netty41-nio", "cpuPerGB", 1, 0.01), ratio("netty41-nio", "cpuPerGB", 2, 0.01)))
                .isZero();
        assertThat(output()).contains("Other contenders, worse (1)", "p netty41-nio");
    }

    @Test
    void metricWithoutDirectionIsNoRegression() throws IOException {
        assertThat(compare(ratio("zerocopy", "userShare", 1, 0.01), ratio("zerocopy", "userShare", 2, 0.01))).isZero();
        assertThat(output()).contains("Neither better nor worse (1)");
    }

    @Test
    void absoluteFiguresCountWhereNeitherHasRatios() throws IOException {
        String before = result("zerocopy", "'median':{'p99':100},'spread':{'p99':0.1}");

        assertThat(compare(before, result("zerocopy", "'median':{'p99':115},'spread':{'p99':0.1}"))).isZero();
        assertThat(compare(before, result("zerocopy", "'median':{'p99':150},'spread':{'p99':0.1}"))).isEqualTo(1);
    }

    @Test
    void ratiosGoBeforeAbsoluteFigures() throws IOException {
        String ratio = "'ratio':{'p99':{'value':1,'low':0.99,'high':1.01,'noisy':false}}";

        assertThat(compare(result("zerocopy", "'median':{'p99':100}," + ratio),
                result("zerocopy", "'median':{'p99':900}," + ratio))).isZero();
    }

    @Test
    void newErrorOfOursIsRegression() throws IOException {
        String works = ratio("zerocopy", "cpuPerGB", 0.6, 0.02);
        String fails = result("zerocopy", "'error':'no ring'");

        assertThat(compare(works, fails)).isEqualTo(1);
        assertThat(output()).contains("fails now: no ring");
        assertThat(compare(fails, works)).isZero();
        assertThat(output()).contains("works now, failed before: no ring");
    }

    @Test
    void whatIsOnlyInOneFileIsListed() throws IOException {
        String both = ratio("zerocopy", "cpuPerGB", 0.6, 0.02);
        String more = both.replace("]}]}", "]},{'id':'q','results':[{'contender':'zerocopy'}]}]}");

        assertThat(compare(both, more)).isZero();
        assertThat(output()).contains("Only in B (1)", "  q zerocopy").doesNotContain("Only in A");
    }

    @Test
    void nothingInCommon() throws IOException {
        assertThat(compare(ratio("zerocopy", "cpuPerGB", 1, 0), ratio("netty41-nio", "cpuPerGB", 1, 0))).isEqualTo(2);
        assertThat(output()).contains("nothing in common");
    }

    @Test
    void differentBaselinesAreNotCompared() throws IOException {
        String result = ratio("zerocopy", "cpuPerGB", 1, 0);

        assertThat(compare(result, result.replace("netty41-epoll", "netty42-epoll"))).isEqualTo(2);
        assertThat(output()).contains("to netty41-epoll in A, to netty42-epoll in B");
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        String good = ratio("zerocopy", "cpuPerGB", 1, 0);

        assertThat(compare(good, "{'format':2,'contenders':[],'points':[]}")).isEqualTo(2);
        assertThat(output()).contains("b.json is not a result file: its format is 2");
        assertThat(compare("not json {", good)).isEqualTo(2);
        assertThat(compare(good, "{'format':1,'contenders':[],'points':[{'id':'p','results':7}]}")).isEqualTo(2);
        assertThat(Compare.run(folder.resolve("none.json"), folder.resolve("b.json"), out())).isEqualTo(2);
        assertThat(output()).contains("no such file");
    }

    private int compare(String a, String b) throws IOException {
        return Compare.run(file("a.json", a), file("b.json", b), out());
    }

    private Path file(String name, String json) throws IOException {
        return Files.writeString(folder.resolve(name), json.replace('\'', '"'));
    }

    private PrintStream out() {
        return new PrintStream(printed, true, StandardCharsets.UTF_8);
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static String ratio(String contender, String metric, double value, double margin) {
        return result(contender, "'ratio':{'" + metric + "':{'value':" + value + ",'low':" + (value - margin)
                + ",'high':" + (value + margin) + ",'noisy':false}}");
    }

    private static String result(String contender, String figures) {
        return "{'format':1,'contenders':[{'id':'netty41-epoll','baseline':true}],'points':[{'id':'p','results':["
                + "{'contender':'" + contender + "'," + figures + "}]}]}";
    }
}
