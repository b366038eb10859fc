package dev.perf.spi;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run is watched and where its report goes; nothing here changes what is measured.
 *
 * @param reports folder under which a folder per test and run is made; null for no report
 * @param console whether progress and summary are printed to standard output
 * @param listeners told of the run as it goes
 */
public record RunOptions(@Nullable Path reports, boolean console, List<RunListener> listeners) {

    /** Reports go to {@code target/perf}; nothing is printed; nobody listens. */
    public static final RunOptions DEFAULTS = new RunOptions(Path.of("target", "perf"), false, List.of());

    /** Copies the listeners. */
    public RunOptions {
        listeners = List.copyOf(listeners);
    }

    /** Returns these options with reports under {@code folder}. */
    public RunOptions reportsTo(Path folder) {
        return new RunOptions(folder, console, listeners);
    }

    /** Returns these options without a report. */
    public RunOptions withoutReport() {
        return new RunOptions(null, console, listeners);
    }

    /** Returns these options with progress and summary printed to standard output. */
    public RunOptions withConsole() {
        return new RunOptions(reports, true, listeners);
    }

    /** Returns these options with one more listener. */
    public RunOptions listener(RunListener listener) {
        var more = new ArrayList<>(listeners);
        more.add(listener);
        return new RunOptions(reports, console, more);
    }
}
