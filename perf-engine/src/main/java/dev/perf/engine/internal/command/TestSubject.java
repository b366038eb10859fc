package dev.perf.engine.internal.command;

import dev.perf.engine.internal.clock.SystemClock;
import dev.perf.engine.internal.console.ConsoleListener;
import dev.perf.engine.internal.console.TraceConsole;
import dev.perf.engine.internal.debug.DebugRun;
import dev.perf.engine.internal.run.LoadRun;
import dev.perf.engine.internal.settings.run.ReportSettings;
import dev.perf.fleet.Fleet;
import dev.perf.plan.TestPlan;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.spi.FleetEngine;
import dev.perf.spi.Run;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A test, run once.
 *
 * @param fleet where its load comes from; null for this process
 * @param changes the flags that have changed the plan, for agents that make it again
 * @param report what the file that configures it says of where the result goes
 * @param notes what that file says and is not used
 */
record TestSubject(
        TestPlan plan, @Nullable Fleet fleet, List<String> changes, ReportSettings report, List<String> notes)
        implements Subject<RunResult> {

    /** Returns a test as it was made, in this process. */
    static TestSubject of(TestPlan plan) {
        return new TestSubject(plan, null, List.of(), ReportSettings.DEFAULTS, List.of());
    }

    @Override
    public List<String> describe() {
        List<String> data = LoadRun.recordsNeeded(plan, new SystemClock());
        var lines = new ArrayList<>(DryRun.describe(plan));
        if (fleet != null) {
            lines.add("");
            lines.add("  fleet       " + FleetText.of(fleet) + "; nobody was called");
        }
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
    public Started<RunResult> start(RunOptions options, PrintStream console, boolean quiet)
            throws InterruptedException {
        ConsoleListener listener = ConsoleListener.on(console, !quiet, System.getenv());
        RunOptions own = quiet ? options.asCommand() : options.asCommand().listener(listener);
        Run run = fleet == null
                ? LoadRun.startRehearsed(plan, own)
                : fleetEngine().start(plan, fleet, own, changes);
        return new Started<>(run, listener::note);
    }

    private static FleetEngine fleetEngine() {
        try {
            return FleetEngine.find();
        } catch (IllegalStateException missing) {
            throw new UsageException("--fleet: " + missing.getMessage());
        }
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
    public List<String> copy(RunResult result, ReportCopies copies) {
        return copies.write(result.report());
    }

    @Override
    public void tell(RunResult result, GitHubActions server) {
        server.tell(result);
    }
}
