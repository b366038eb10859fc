package dev.perf.spi;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run is watched and where its report goes; nothing here changes what the users do.
 *
 * @param reports folder under which a folder per test and run is made; null for no report
 * @param console whether progress and summary are printed to standard output
 * @param listeners told of the run as it goes
 * @param tracesFirstFailure whether all that the first failing iteration did is kept, for the report
 * @param command whether the process was started for the run and ends with it, so that outputs may wait a while for those
 *     who fetch from them
 * @param history folder of the history that the run is added to at its end; null for none
 */
public record RunOptions(
        @Nullable Path reports,
        boolean console,
        List<RunListener> listeners,
        boolean tracesFirstFailure,
        boolean command,
        @Nullable Path history) {

    /** Reports go to {@code target/perf}; nothing is printed; nobody listens. */
    public static final RunOptions DEFAULTS =
            new RunOptions(Path.of("target", "perf"), false, List.of(), false, false, null);

    /** Copies the listeners. */
    public RunOptions {
        listeners = List.copyOf(listeners);
    }

    /** Returns these options with reports under {@code folder}. */
    public RunOptions reportsTo(Path folder) {
        return new RunOptions(folder, console, listeners, tracesFirstFailure, command, history);
    }

    /** Returns these options without a report. */
    public RunOptions withoutReport() {
        return new RunOptions(null, console, listeners, tracesFirstFailure, command, history);
    }

    /** Returns these options with progress and summary printed to standard output. */
    public RunOptions withConsole() {
        return new RunOptions(reports, true, listeners, tracesFirstFailure, command, history);
    }

    /** Returns these options with one more listener. */
    public RunOptions listener(RunListener listener) {
        var more = new ArrayList<>(listeners);
        more.add(listener);
        return new RunOptions(reports, console, more, tracesFirstFailure, command, history);
    }

    /**
     * Returns these options with the trace of the first iteration that fails: its requests, responses, checks and
     * session, as {@code --debug} prints them, in {@code first-failure.txt} of the report.
     *
     * <p>Until an iteration fails, each user keeps up to 256 kB of what it does, and each request takes some
     * microseconds more: what is measured is not what the same run measures without.
     */
    public RunOptions tracingFirstFailure() {
        return new RunOptions(reports, console, listeners, true, command, history);
    }

    /** Returns these options for a run that its process was started for, and that the process ends with. */
    public RunOptions asCommand() {
        return new RunOptions(reports, console, listeners, tracesFirstFailure, true, history);
    }

    /**
     * Returns these options for a run that is added at its end to the history in {@code folder}: a line in its
     * {@code history.jsonl}, and {@code trend.html} made again. Several runs may use one history at the same time.
     *
     * @param folder made if missing
     */
    public RunOptions historyIn(Path folder) {
        return new RunOptions(reports, console, listeners, tracesFirstFailure, command, folder);
    }

    /** Returns these options for a run that is added to no history. */
    public RunOptions withoutHistory() {
        return new RunOptions(reports, console, listeners, tracesFirstFailure, command, null);
    }
}
