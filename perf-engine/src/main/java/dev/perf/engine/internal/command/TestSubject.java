package dev.perf.engine.internal.command;

import dev.perf.engine.internal.clock.SystemClock;
import dev.perf.engine.internal.console.ConsoleListener;
import dev.perf.engine.internal.console.TraceConsole;
import dev.perf.engine.internal.debug.DebugRun;
import dev.perf.engine.internal.run.LoadRun;
import dev.perf.plan.TestPlan;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A test, run once. */
record TestSubject(TestPlan plan) implements Subject<RunResult> {

    @Override
    public String help() {
        return Flags.HELP.formatted(plan.name(), Flags.profiles(), OutputFlags.names());
    }

    @Override
    public TestSubject with(Flags flags) {
        return new TestSubject(Overrides.apply(flags, plan));
    }

    @Override
    public List<String> describe() {
        List<String> data = LoadRun.recordsNeeded(plan, new SystemClock());
        var lines = new ArrayList<>(DryRun.describe(plan));
        if (!data.isEmpty()) {
            lines.add("");
            data.forEach(line -> lines.add("  data        " + line));
        }
        return lines;
    }

    @Override
    public boolean debug(List<String> scenarios, PrintStream console) throws InterruptedException {
        try {
            return DebugRun.of(plan, scenarios, new SystemClock(), TraceConsole.on(console, System.getenv()));
        } catch (IllegalArgumentException unknown) {
            throw new UsageException("--debug: " + unknown.getMessage());
        }
    }

    @Override
    public Started<RunResult> start(RunOptions options, PrintStream console, boolean quiet) {
        ConsoleListener listener = ConsoleListener.on(console, !quiet, System.getenv());
        RunOptions own = options.asCommand();
        return new Started<>(LoadRun.startRehearsed(plan, quiet ? own : own.listener(listener)), listener::note);
    }

    @Override
    public Duration gracefulStop() {
        return plan.workloads().stream()
                .map(workload -> workload.load().gracefulStop())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    @Override
    public Verdict verdict(RunResult result) {
        return result.verdict();
    }

    @Override
    public void write(RunResult result, JsonFile file) throws IOException {
        file.write(result);
    }

    @Override
    public void tell(RunResult result, GitHubActions server) {
        server.tell(result);
    }
}
