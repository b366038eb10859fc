package dev.perf.engine.internal.command;

import dev.perf.benchmark.ComparisonPlan;
import dev.perf.engine.internal.command.Subject.Started;
import dev.perf.fleet.FleetException;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.TestPlan;
import dev.perf.result.Verdict;
import dev.perf.search.SearchPlan;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * Runs a test, a search or benchmarks as a command does: reads the flags, shows what goes on, writes reports, ends gracefully on
 * Ctrl-C, and says with which exit code the process should end.
 */
public final class Command {

    private static final int USAGE = 2;
    private static final int FAULT = 5;

    private Command() {}

    /** Runs a test, and returns the exit code. */
    public static int run(TestPlan plan, List<String> arguments) {
        return run(TestSubject.of(plan), arguments);
    }

    /** Runs a search, and returns the exit code. */
    public static int run(SearchPlan plan, List<String> arguments) {
        return run(new SearchSubject(plan), arguments);
    }

    /** Measures benchmarks, and returns the exit code. */
    public static int run(ComparisonPlan plan, List<String> arguments) {
        return run(new BenchmarkSubject(plan), arguments);
    }

    /**
     * Gets what another tool measured, and returns the exit code.
     *
     * @param does what is done, as a sentence
     */
    public static int run(String does, ResultSource source, List<String> arguments) {
        return run(new ExternalSubject(does, source), arguments);
    }

    private static int run(Subject<?> subject, List<String> arguments) {
        try {
            Flags flags = Flags.parse(arguments, subject.flags());
            if (flags.help) {
                System.out.print(subject.help());
                return 0;
            }
            Subject<?> changed = subject.with(flags);
            if (flags.dryRun) {
                changed.describe().forEach(System.out::println);
                return 0;
            }
            if (flags.debug != null) {
                return changed.debug(flags.debug, System.out) ? 0 : Verdict.FAILED.exitCode();
            }
            return run(changed, flags);
        } catch (UsageException | InvalidPlanException | FleetException mistake) {
            System.err.println(mistake.getMessage());
            return USAGE;
        } catch (CompletionException fault) {
            System.err.println(fault.getMessage() + ": " + fault.getCause());
            return FAULT;
        } catch (IOException unwritable) {
            System.err.println("the file that --json asks for cannot be written: " + FileTrouble.of(unwritable));
            return FAULT;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return FAULT;
        }
    }

    private static <R> int run(Subject<R> subject, Flags flags) throws InterruptedException, IOException {
        JsonFile json = flags.json == null ? null : new JsonFile(flags.json, System.out);
        // Standard output belongs to the JSON where that goes there.
        PrintStream console = json != null && json.isStandardOutput() ? System.err : System.out;
        Path report = flags.report;
        RunOptions options =
                report == null ? RunOptions.DEFAULTS.withoutReport() : RunOptions.DEFAULTS.reportsTo(report);
        if (flags.history != null) {
            options = options.historyIn(flags.history);
        }
        if (flags.traceFailure) {
            options = options.tracingFirstFailure();
        }
        Interruption interruption = Interruption.expected();
        try {
            Started<R> started = subject.start(options, console, flags.quiet);
            interruption.ends(started.execution(), subject::verdict, subject.stopping(), started.note());
            R result = started.execution().awaitOrAbort("interrupted from outside");
            if (json != null) {
                subject.write(result, json);
            }
            subject.tell(result, GitHubActions.around(console));
            return subject.verdict(result).exitCode();
        } finally {
            interruption.over();
        }
    }
}
