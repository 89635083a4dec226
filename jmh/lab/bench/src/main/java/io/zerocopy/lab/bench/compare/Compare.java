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

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;

/** Tells what two result files differ in beyond noise, and whether our transport got worse. */
public final class Compare {

    /** Nothing of ours got worse. */
    public static final int NO_REGRESSION = 0;
    /** Something of ours got worse. */
    public static final int REGRESSION = 1;
    /** A file cannot be read or is not a result file, or the two have nothing in common. */
    public static final int NOT_COMPARABLE = 2;

    private static final double DEFAULT_LIMIT_PERCENT = 5;

    private Compare() {
    }

    /** Compares with a limit of 5 %. */
    public static int run(Path a, Path b, PrintStream out) {
        return run(a, b, DEFAULT_LIMIT_PERCENT, out);
    }

    /**
     * Compares two result files.
     *
     * @param a the older run
     * @param b the newer run
     * @param limitPercent changes up to it are not told
     * @param out where to print what differs
     * @return the exit code
     */
    public static int run(Path a, Path b, double limitPercent, PrintStream out) {
        try {
            return compare(Run.read(a), Run.read(b), limitPercent, out);
        } catch (IOException e) {
            out.println(e instanceof NoSuchFileException ? "no such file: " + e.getMessage()
                    : e.getMessage());
            return NOT_COMPARABLE;
        }
    }

    private static int compare(Run a, Run b, double limitPercent, PrintStream out) {
        if (!Objects.equals(a.baseline(), b.baseline())) {
            out.printf("Not comparable: the ratios are to %s in A, to %s in B.%n", a.baseline(), b.baseline());
            return NOT_COMPARABLE;
        }
        Differences differences = new Differences(a, b, limitPercent);
        if (differences.compared() == 0) {
            out.printf("%s and %s have nothing in common.%n", a.name(), b.name());
            return NOT_COMPARABLE;
        }
        print(a, b, differences, limitPercent, out);
        long regressions = differences.changes().stream().filter(Change::isRegression).count();
        out.printf("%n%d figures compared, %d regressions.%n", differences.compared(), regressions);
        return regressions > 0 ? REGRESSION : NO_REGRESSION;
    }

    private static void print(Run a, Run b, Differences differences, double limitPercent, PrintStream out) {
        out.printf("A: %s, %s%nB: %s, %s%n", a.name(), a.started(), b.name(), b.started());
        out.printf(Locale.ROOT, "Changes above %s %% whose intervals do not overlap; ratios are to %s.%n",
                limitPercent, a.baseline());
        List<Change> changes = differences.changes();
        printSome("Regressions of zerocopy", changes, Change::isRegression, out);
        printSome("Improvements of zerocopy", changes, each -> each.isOurs() && each.verdict() == Verdict.BETTER, out);
        printSome("Other contenders, worse", changes, each -> !each.isOurs() && each.verdict() == Verdict.WORSE, out);
        printSome("Other contenders, better", changes, each -> !each.isOurs() && each.verdict() == Verdict.BETTER, out);
        printSome("Neither better nor worse", changes, each -> each.verdict() == Verdict.DIFFERENT, out);
        printSome("Only in A", differences.onlyInA(), each -> true, out);
        printSome("Only in B", differences.onlyInB(), each -> true, out);
    }

    private static <T> void printSome(String title, List<T> all, Predicate<T> wanted, PrintStream out) {
        List<T> some = all.stream().filter(wanted).toList();
        if (!some.isEmpty()) {
            out.printf("%n%s (%d)%n", title, some.size());
            some.forEach(each -> out.println("  " + each));
        }
    }
}
