package dev.perf.engine.internal.command;

import dev.perf.benchmark.ComparisonPlan;
import dev.perf.engine.internal.command.Subject.Started;
import dev.perf.fleet.FleetException;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.InvalidTestFileException;
import dev.perf.plan.TestFile;
import dev.perf.plan.TestPlan;
import dev.perf.result.Verdict;
import dev.perf.search.SearchPlan;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

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
        return run(TestDraft.of(plan, null), arguments);
    }

    /**
     * Runs a test that is in a file, or that a file configures, and returns the exit code.
     *
     * @param plan the test that it configures; null where the file is the test, or names it
     */
    public static int run(TestFile file, @Nullable TestPlan plan, List<String> arguments) {
        return run(TestDraft.of(plan, file), arguments);
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

    static int run(Draft<?> draft, List<String> arguments) {
        try {
            Flags flags = Flags.parse(arguments, draft.flags());
            if (flags.help) {
                System.out.print(draft.help());
                return 0;
            }
            if (flags.printConfig) {
                draft.settings(flags).forEach(System.out::println);
                return 0;
            }
            Subject<?> subject = draft.with(flags);
            if (!flags.quiet) {
                tell(subject.notes());
            }
            if (flags.dryRun) {
                subject.describe().forEach(System.out::println);
                return 0;
            }
            if (flags.debug != null) {
                return subject.debug(flags.debug, System.out) ? 0 : Verdict.FAILED.exitCode();
            }
            return run(subject, flags);
        } catch (UsageException | InvalidTestFileException | InvalidPlanException | FleetException mistake) {
            System.err.println(mistake.getMessage());
            return USAGE;
        } catch (CompletionException fault) {
            System.err.println(fault.getMessage() + ": " + fault.getCause());
            return FAULT;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return FAULT;
        }
    }

    private static void tell(List<String> notes) {
        if (!notes.isEmpty()) {
            System.err.println("Not used, for nothing that is measured depends on it:");
            notes.forEach(note -> System.err.println("  " + note));
        }
    }

    private static <R> int run(Subject<R> subject, Flags flags) throws InterruptedException {
        ResultFiles files = ResultFiles.of(flags, subject.report());
        JsonFile json = files.json() == null ? null : new JsonFile(files.json(), System.out);
        // Standard output belongs to the JSON where that goes there.
        PrintStream console = json != null && json.isStandardOutput() ? System.err : System.out;
        RunOptions options = files.options();
        if (flags.traceFailure) {
            options = options.tracingFirstFailure();
        }
        Interruption interruption = Interruption.expected();
        try {
            Started<R> started = subject.start(options, console, flags.quiet);
            interruption.ends(started.execution(), subject::verdict, subject.stopping(), started.note());
            R result = started.execution().awaitOrAbort("interrupted from outside");
            var troubles = new ArrayList<>(subject.copy(result, files.copies()));
            if (json != null) {
                write(subject, result, json, troubles);
            }
            subject.tell(result, GitHubActions.around(console));
            troubles.forEach(System.err::println);
            return troubles.isEmpty() ? subject.verdict(result).exitCode() : FAULT;
        } finally {
            interruption.over();
        }
    }

    private static <R> void write(Subject<R> subject, R result, JsonFile json, List<String> troubles) {
        try {
            subject.write(result, json);
        } catch (IOException unwritable) {
            troubles.add("the file that --json asks for cannot be written: " + FileTrouble.of(unwritable));
        }
    }
}
