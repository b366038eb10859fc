package dev.perf.engine.internal.command;

import dev.perf.engine.internal.settings.run.ReportSettings;
import dev.perf.plan.InvalidPlanException;
import dev.perf.result.Verdict;
import dev.perf.spi.Execution;
import dev.perf.spi.RunOptions;
import dev.perf.text.DurationText;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a command runs, its flags applied: a test, a search, or benchmarks.
 *
 * @param <R> what comes of it
 */
interface Subject<R> {

    /** Returns what a file says of where the result goes, if one configures it. */
    default ReportSettings report() {
        return ReportSettings.DEFAULTS;
    }

    /** Returns what a file says that is not used, line by line. */
    default List<String> notes() {
        return List.of();
    }

    /**
     * Checks it and describes it, line by line, without contacting anybody.
     *
     * @throws InvalidPlanException if it has mistakes
     */
    List<String> describe();

    /**
     * Does it once with one user per scenario, and shows what happens.
     *
     * @param scenarios the scenarios to do; empty for all
     * @return whether nothing has failed
     * @throws UsageException if it cannot be done like that
     * @throws InvalidPlanException if it has mistakes
     */
    boolean debug(List<String> scenarios, PrintStream console) throws InterruptedException;

    /**
     * Begins it.
     *
     * @param console where progress and result are shown
     * @param quiet whether they are not
     * @throws InvalidPlanException if it has mistakes
     * @throws UsageException if it cannot be begun like that
     */
    Started<R> start(RunOptions options, PrintStream console, boolean quiet) throws InterruptedException;

    /** Returns how long running iterations have to end when it is stopped. */
    Duration gracefulStop();

    /** Says what stopping it means, as a clause. */
    default String stopping() {
        return "no iteration begins any more, and those that run have "
                + (gracefulStop().isZero() ? "no time" : DurationText.of(gracefulStop())) + " to end";
    }

    /** Returns the verdict that decides on the exit code. */
    Verdict verdict(R result);

    /**
     * Writes the result as JSON.
     *
     * @throws IOException if it cannot be written
     */
    void write(R result, JsonFile file) throws IOException;

    /**
     * Writes parts of its report elsewhere.
     *
     * @return why they cannot be written, a sentence for each
     */
    default List<String> copy(R result, ReportCopies copies) {
        return List.of();
    }

    /** Tells a server that runs it for somebody what came of it. */
    void tell(R result, GitHubActions server);

    /**
     * A run or a search that has begun.
     *
     * @param note shows a line to people
     * @param <R> what comes of it
     */
    record Started<R>(Execution<R> execution, Consumer<String> note) {}
}
