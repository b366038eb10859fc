package dev.perf.engine.internal.console;

import dev.perf.benchmark.BenchmarkPlan;
import dev.perf.benchmark.BenchmarkPlan.ThreadKind;
import dev.perf.benchmark.BenchmarkResult;
import dev.perf.benchmark.ComparisonPlan;
import dev.perf.benchmark.ComparisonResult;
import dev.perf.benchmark.ConfidenceInterval;
import dev.perf.benchmark.Contrast;
import dev.perf.engine.internal.benchmark.MeasuringListener;
import dev.perf.result.Verdict;
import dev.perf.text.Figures;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows benchmarks to people: a line that says what is measured now, and a table at the end. */
public final class BenchmarkConsole implements MeasuringListener {

    private static final String DISCLAIMER =
            "Measured in one JVM without forks: good for operations of a microsecond and"
                    + " more; for nanoseconds use JMH.";

    private final Terminal terminal;
    private final ComparisonPlan plan;

    private BenchmarkConsole(Terminal terminal, ComparisonPlan plan) {
        this.terminal = terminal;
        this.plan = plan;
    }

    /** Creates a console that writes to {@code out}. */
    public static BenchmarkConsole on(PrintStream out, ComparisonPlan plan, Map<String, String> environment) {
        return new BenchmarkConsole(Terminal.detect(out, environment), plan);
    }

    static BenchmarkConsole on(Terminal terminal, ComparisonPlan plan) {
        return new BenchmarkConsole(terminal, plan);
    }

    @Override
    public void onWarmUp(BenchmarkPlan benchmark) {
        progress(benchmark.name() + "  warm-up, " + benchmark.effectiveWarmUp());
    }

    @Override
    public void onRound(BenchmarkPlan benchmark, int number) {
        progress(benchmark.name() + "  round " + number + " of " + benchmark.rounds());
    }

    private void progress(String line) {
        if (terminal.live()) {
            terminal.out().print("\r\u001B[0J  " + terminal.faint(Progress.cut(line, terminal.width() - 4)));
            terminal.out().flush();
        }
    }

    /** Returns what is going to be done: a line for those for which it is the same. */
    public static List<String> describe(ComparisonPlan plan) {
        Map<String, String> names = plan.benchmarks().stream()
                .collect(Collectors.toMap(
                        BenchmarkConsole::settings,
                        BenchmarkPlan::name,
                        (some, another) -> some + ", " + another,
                        LinkedHashMap::new));
        return names.entrySet().stream()
                .map(entry -> entry.getValue() + ": " + entry.getKey())
                .toList();
    }

    private static String settings(BenchmarkPlan benchmark) {
        String thread = benchmark.kind() == ThreadKind.VIRTUAL ? "virtual thread" : "thread";
        return Figures.count(benchmark.rounds(), "round") + " of " + benchmark.effectiveLength() + " after "
                + benchmark.effectiveWarmUp() + " of warm-up, " + Figures.count(benchmark.threads(), thread);
    }

    @Override
    public void onEnd(ComparisonResult result) {
        if (terminal.live()) {
            terminal.out().print("\r\u001B[0J");
        }
        describe(plan).forEach(line -> print("  " + line));
        print("");
        print(terminal.bold(row("", "mean", "± 95 %", "p50", "p95", "p99", "operations", "alloc/op", "gc")));
        result.benchmarks().forEach(this::row);
        print("");
        result.contrasts().forEach(this::contrast);
        batches(result);
        result.benchmarks()
                .forEach(one -> one.warnings()
                        .forEach(warning -> print(terminal.yellow("  warning     " + one.name() + ": " + warning))));
        if (result.verdict() == Verdict.ABORTED) {
            print(terminal.red("  stopped before the end"));
        }
        print(terminal.faint("  " + DISCLAIMER));
    }

    private void row(BenchmarkResult result) {
        ConfidenceInterval interval = result.interval();
        Double bytes = result.allocatedBytesPerOperation();
        boolean some = result.operations() > 0;
        print(row(
                result.name(),
                some ? Figures.nanos(result.meanNanos()) : "-",
                interval == null ? "-" : Figures.share(interval.relativeMargin()),
                percentile(result, 50),
                percentile(result, 95),
                percentile(result, 99),
                some ? Figures.rate(result.operationsPerSecond()) : "-",
                bytes == null ? "-" : Figures.bytes(bytes),
                Figures.count(result.collections())));
    }

    private static String percentile(BenchmarkResult result, double percentile) {
        return result.batches().supports(percentile) ? Figures.nanos(result.percentileNanos(percentile)) : "-";
    }

    private String row(Object... cells) {
        int longest = plan.benchmarks().stream()
                .mapToInt(one -> one.name().length())
                .max()
                .orElse(0);
        String format = "  %-" + Math.max(9, longest) + "s %9s %8s %9s %9s %9s %14s %9s %5s";
        return String.format(format, cells);
    }

    private void contrast(Contrast contrast) {
        String line = "  " + contrast;
        print(contrast.isFaster() ? terminal.green(line) : contrast.isSlower() ? terminal.red(line) : line);
    }

    private void batches(ComparisonResult result) {
        String batches = result.benchmarks().stream()
                .filter(one -> !one.timesSingleOperations())
                .map(one -> one.name() + " in batches of " + Figures.count(one.batch()))
                .collect(Collectors.joining(", "));
        if (!batches.isEmpty()) {
            print("  timed: " + batches + "; percentiles are those of batches and hide single slow operations");
        }
    }

    /** Says something between two lines. */
    public void note(String text) {
        print(text);
    }

    private void print(String line) {
        terminal.out().println(line);
        terminal.out().flush();
    }
}
