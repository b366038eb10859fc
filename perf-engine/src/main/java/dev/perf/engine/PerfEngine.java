package dev.perf.engine;

import dev.perf.engine.internal.clock.SystemClock;
import dev.perf.engine.internal.command.Command;
import dev.perf.engine.internal.console.CapacityConsole;
import dev.perf.engine.internal.console.ConsoleListener;
import dev.perf.engine.internal.debug.DebugRun;
import dev.perf.engine.internal.run.LoadRun;
import dev.perf.engine.internal.run.Rebuild;
import dev.perf.engine.internal.search.CapacitySearch;
import dev.perf.engine.internal.search.SearchListener;
import dev.perf.plan.TestPlan;
import dev.perf.result.RunResult;
import dev.perf.search.SearchPlan;
import dev.perf.spi.Engine;
import dev.perf.spi.Run;
import dev.perf.spi.RunOptions;
import dev.perf.spi.Search;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** The engine that runs plans in this JVM, a virtual thread per user. Thread-safe; runs do not disturb each other. */
public final class PerfEngine implements Engine {

    /** Creates the engine; {@link Engine#find()} does so by itself. */
    public PerfEngine() {}

    @Override
    public Run start(TestPlan plan, RunOptions options) {
        return LoadRun.startRehearsed(plan, ConsoleListener.watching(options));
    }

    @Override
    public int main(TestPlan plan, List<String> arguments) {
        return Command.run(plan, arguments);
    }

    @Override
    public boolean debug(TestPlan plan, List<String> scenarios, PrintStream out) throws InterruptedException {
        return DebugRun.of(plan, scenarios, new SystemClock(), (kind, line) -> out.println(line));
    }

    @Override
    public Search search(SearchPlan plan, RunOptions options) {
        return CapacitySearch.start(
                plan, options, options.console() ? CapacityConsole.onStandardOutput() : SearchListener.NONE);
    }

    @Override
    public int searchMain(SearchPlan plan, List<String> arguments) {
        return Command.run(plan, arguments);
    }

    @Override
    public RunResult rebuild(Path folder) {
        return Rebuild.report(folder);
    }
}
