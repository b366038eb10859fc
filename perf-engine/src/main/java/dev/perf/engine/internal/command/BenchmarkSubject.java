package dev.perf.engine.internal.command;

import dev.perf.benchmark.ComparisonPlan;
import dev.perf.benchmark.ComparisonResult;
import dev.perf.engine.internal.benchmark.BenchmarkCheck;
import dev.perf.engine.internal.benchmark.Measuring;
import dev.perf.engine.internal.benchmark.MeasuringListener;
import dev.perf.engine.internal.console.BenchmarkConsole;
import dev.perf.result.Verdict;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Benchmarks. */
record BenchmarkSubject(ComparisonPlan plan) implements Draft<ComparisonResult>, Subject<ComparisonResult> {

    private static final List<String> FLAGS = List.of("--json", "--quiet", "--dry-run", "--help");

    private static final String HELP = """
        Measures %s.

          --json FILE        write the result as JSON to FILE as well; - writes it to standard output
          --quiet            show nothing but mistakes
          --dry-run          check the benchmarks, print what would be measured, and call none of their code
          --help             print this

        Exit codes: 0 measured, 1 an operation failed, 2 mistakes in the benchmark or its flags, 4 stopped before the
        end, 5 a fault of Perf.
        """;

    @Override
    public List<String> flags() {
        return FLAGS;
    }

    @Override
    public String help() {
        return HELP.formatted(plan.name());
    }

    @Override
    public BenchmarkSubject with(Flags flags) {
        return this;
    }

    @Override
    public List<String> describe() {
        BenchmarkCheck.check(plan);
        var lines = new ArrayList<String>();
        lines.add(plan.name() + " is valid; nothing was called");
        BenchmarkConsole.describe(plan).forEach(line -> lines.add("  " + line));
        return lines;
    }

    /** Is not asked, for the flag is none of theirs. */
    @Override
    public boolean debug(List<String> scenarios, PrintStream console) {
        throw new UsageException("--debug: benchmarks have no steps to show");
    }

    @Override
    public Started<ComparisonResult> start(RunOptions options, PrintStream out, boolean quiet) {
        BenchmarkConsole console = BenchmarkConsole.on(out, plan, System.getenv());
        return new Started<>(Measuring.start(plan, quiet ? MeasuringListener.NONE : console), console::note);
    }

    /** The operations that run are interrupted. */
    @Override
    public Duration gracefulStop() {
        return Duration.ZERO;
    }

    @Override
    public Verdict verdict(ComparisonResult result) {
        return result.verdict();
    }

    @Override
    public void write(ComparisonResult result, JsonFile file) throws IOException {
        file.write(result);
    }

    @Override
    public void tell(ComparisonResult result, GitHubActions server) {
        server.tell(
                result.name(),
                result.verdict(),
                result.verdict() == Verdict.FAILED ? "an operation failed" : "stopped before the end");
    }
}
