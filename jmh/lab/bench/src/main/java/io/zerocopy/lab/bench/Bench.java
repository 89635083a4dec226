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
package io.zerocopy.lab.bench;

import io.zerocopy.lab.bench.compare.Compare;
import io.zerocopy.lab.bench.report.HtmlReport;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The driver behind {@code ./run bench}: measures transports against each other on one machine. */
@CommandLine.Command(name = "./run bench", sortOptions = false, description = {
    "Measures this transport against others on this machine: on the wire, where zero copy is real, on a veth pair,"
            + " and on loopback. Without options it makes a quick tour of less than five minutes. As root; others get"
            + " loopback only, where every byte is copied."})
public final class Bench implements Callable<Integer> {

    private static final int FAILED = 1;

    @Option(names = "--full", description = "all contenders, sizes, connections and workloads; takes about an hour")
    private boolean full;

    @Option(names = "--only", split = ",", paramLabel = "TEXT",
            description = "only points, or contenders, with one of these texts in their names")
    private List<String> only = List.of();

    @Option(names = "--on", split = ",", paramLabel = "PATH", description = "only these of wire, veth, loopback")
    private List<String> on = Tour.PATHS;

    @Option(names = "--link-gbit", paramLabel = "GBIT",
            description = "on the wire, packets pass a link of this rate, as if a network card were busy")
    private Optional<Integer> linkGbit = Optional.empty();

    @Option(names = "--sizes", split = ",", paramLabel = "BYTES", description = "messages and bodies of these sizes")
    private List<Integer> sizes = List.of();

    @Option(names = "--rounds", paramLabel = "N", description = "rounds of each contender (${DEFAULT-VALUE})")
    private int rounds = Pace.DEFAULT.rounds();

    @Option(names = "--millis", paramLabel = "N", description = "length of a round (${DEFAULT-VALUE})")
    private int millis = Pace.DEFAULT.millis();

    @Option(names = "--warm-up", paramLabel = "N", description = "milliseconds that a contender does something for the"
            + " first time before its cost is watched (${DEFAULT-VALUE}); on one CPU the JIT compiler needs some 12000")
    private int warmUp = Pace.DEFAULT.firstWarmUpMillis();

    @Option(names = "--out", paramLabel = "DIR", description = "where results and logs go (${DEFAULT-VALUE})")
    private Path folder = Path.of("target/bench");

    @Option(names = "--list", description = "print what would be measured and how long it takes, and measure nothing")
    private boolean list;

    @Option(names = "--compare", arity = "2", paramLabel = "FILE",
            description = "print the differences between two result files, and fail if there is a regression")
    private List<Path> compare = List.of();

    @Option(names = "--limit", paramLabel = "PERCENT", description = "differences up to it are not told")
    private Double limit;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "print this")
    private boolean help;

    @Spec
    private CommandSpec spec;

    private final PrintStream out = System.out;

    private Bench() {
    }

    /** Runs in the project's folder. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).setExecutionExceptionHandler(Bench::explain).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (!compare.isEmpty()) {
            return limit == null ? Compare.run(compare.get(0), compare.get(1), out)
                    : Compare.run(compare.get(0), compare.get(1), limit, out);
        }
        Lab lab = new Lab(Path.of("jmh/lab"));
        Plan plan = plan(lab);
        if (list) {
            print(plan, lab);
            return CommandLine.ExitCode.OK;
        }
        FileChannel lock = lock();
        try {
            return measure(plan, lab);
        } finally {
            lock.close();
        }
    }

    private Plan plan(Lab lab) {
        List<String> all = lab.contenders().stream().map(Contender::id).toList();
        try {
            on.stream().filter(path -> !Tour.PATHS.contains(path)).findFirst().ifPresent(path -> {
                throw new IllegalArgumentException("'" + path + "' is no path; there are "
                        + String.join(", ", Tour.PATHS));
            });
            return new Plan(full ? Tour.full(all) : Tour.quick(), new Pace(rounds, millis, warmUp)).onPaths(on)
                    .sized(sizes).only(only);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private void print(Plan plan, Lab lab) {
        out.println("Contenders:");
        lab.contenders().stream()
                .filter(each -> plan.points().stream().anyMatch(point -> point.contenders().contains(each.id())))
                .forEach(each -> out.printf("  %-24s %s%n", each.id(), each.title()));
        out.println("Points:");
        for (int index = 0; index < plan.points().size(); index++) {
            out.printf("  %-40s %8s%n", plan.points().get(index).id(), Progress.text(plan.estimate(index)));
        }
        out.println("About " + Progress.text(plan.estimate()) + " altogether, after the build.");
    }

    private int measure(Plan plan, Lab lab) throws IOException, InterruptedException {
        String command = ("./run bench " + String.join(" ", spec.commandLine().getParseResult().originalArgs())).trim();
        BenchRun run = new BenchRun(command, full ? "full" : "quick", lab.contenders(), lab.load(), folder, out);
        Path wire = Path.of("jmh/wire/wire");
        String[] link = linkGbit.map(gbit -> new String[] {"--link-gbit", gbit.toString()}).orElse(new String[0]);
        Results results = run.run(plan,
                List.of(Wire.wire(wire, "bench-wire", link), Wire.veth(wire, "bench-veth"), new Loopback()));
        new Summary(results, out).print();
        Path json = folder.resolve(BenchRun.RESULT_FILE);
        Path html = folder.resolve("report.html");
        HtmlReport.write(json, html);
        out.println();
        out.println("All figures: " + json);
        out.println("The report:  " + html);
        boolean measured = results.points().stream().flatMap(each -> each.results().stream())
                .anyMatch(each -> each.rounds() != null);
        return measured ? CommandLine.ExitCode.OK : FAILED;
    }

    /** Two at a time would measure each other, and take each other's wires down. */
    private static FileChannel lock() throws IOException {
        Path file = Path.of(System.getProperty("java.io.tmpdir"),
                "netty-transport-zerocopy-bench-" + System.getProperty("user.name") + ".lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new IOException("a benchmark is running already");
        }
        return channel;
    }

    private static int explain(Exception cause, CommandLine commandLine, CommandLine.ParseResult parsed)
            throws Exception {
        if (cause instanceof IOException) {
            commandLine.getErr().println("bench: " + cause.getMessage());
            return FAILED;
        }
        throw cause;
    }
}
