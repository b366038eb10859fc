package dev.perf.spi;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run is watched and where its report goes; nothing here changes what is measured.
 *
 * @param reports folder under which a folder per test and run is made; null for no report
 * @param listeners told of the run as it goes
 */
public record RunOptions(@Nullable Path reports, List<RunListener> listeners) {

    /** Reports go to {@code target/perf}; nobody listens. */
    public static final RunOptions DEFAULTS = new RunOptions(Path.of("target", "perf"), List.of());

    /** Copies the listeners. */
    public RunOptions {
        listeners = List.copyOf(listeners);
    }

    /** Returns these options with reports under {@code folder}. */
    public RunOptions reportsTo(Path folder) {
        return new RunOptions(folder, listeners);
    }

    /** Returns these options without a report. */
    public RunOptions withoutReport() {
        return new RunOptions(null, listeners);
    }

    /** Returns these options with one more listener. */
    public RunOptions listener(RunListener listener) {
        var more = new ArrayList<>(listeners);
        more.add(listener);
        return new RunOptions(reports, more);
    }
}
