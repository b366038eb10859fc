package dev.perf.engine.internal.command;

import dev.perf.engine.internal.settings.run.ReportSettings;
import dev.perf.spi.RunOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a result goes: as flags say, else as the file says that configures the test.
 *
 * @param reports folder of all reports; null for no report
 * @param json where the summary goes as well, {@code -} for standard output; null for nowhere
 * @param copies parts of the report that are written elsewhere as well
 * @param history folder of the history; null for none
 */
record ResultFiles(
        @Nullable Path reports,
        @Nullable String json,
        ReportCopies copies,
        @Nullable Path history) {

    private static final Path REPORTS = Path.of("target", "perf");

    /**
     * Returns where the result goes.
     *
     * @throws UsageException if a part of the report is asked for, and no report
     */
    static ResultFiles of(Flags flags, ReportSettings file) {
        Path reports = reports(flags, file);
        String json = flags.json != null ? flags.json : file.json() == null ? null : String.valueOf(file.json());
        Path history = flags.history != null ? flags.history : file.history();
        // Who wants no report at all wants no part of it either; only within the flags, or the file, is that a
        // contradiction.
        var copies = flags.noReport
                ? ReportCopies.NONE
                : new ReportCopies(
                        flags.html != null ? flags.html : file.html(), flags.csv != null ? flags.csv : file.csv());
        if (reports == null && !flags.noReport) {
            refuse(flags.traceFailure, "--trace-failure");
            refuse(copies.html() != null, "--html");
            refuse(copies.csv() != null, "--csv");
        }
        return new ResultFiles(reports, json, copies, history);
    }

    private static @Nullable Path reports(Flags flags, ReportSettings file) {
        if (flags.report != null) {
            return flags.report;
        }
        if (flags.noReport || !file.isWritten()) {
            return null;
        }
        return file.folder() == null ? REPORTS : file.folder();
    }

    private static void refuse(boolean isAsked, String flag) {
        if (isAsked) {
            throw new UsageException(
                    flag + " takes a part of the report, and the file that configures the test says that"
                            + " there is none; give --report DIR as well");
        }
    }

    /** Returns the options of a run whose result goes there. */
    RunOptions options() {
        RunOptions options =
                reports == null ? RunOptions.DEFAULTS.withoutReport() : RunOptions.DEFAULTS.reportsTo(reports);
        return history == null ? options : options.historyIn(history);
    }
}
