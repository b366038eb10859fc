package dev.perf.engine.internal.settings.run;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where reports go.
 *
 * @param folder under which a folder per test and run is made; null where the file says nothing of it
 * @param isWritten whether there is a report at all
 * @param json file that the summary is written to as well; null for none
 * @param html file that the page is written to as well; null for none
 * @param csv beginning of the names of the tables that are written as well, as Locust has them: {@code PREFIX_stats.csv}; null
 *     for none
 * @param history folder of the history that the run is added to; null for none
 * @param live where the live page is served, empty for a free port; null for none
 */
public record ReportSettings(
        @Nullable Path folder,
        boolean isWritten,
        @Nullable Path json,
        @Nullable Path html,
        @Nullable Path csv,
        @Nullable Path history,
        @Nullable String live) {

    /** Where a file says nothing. */
    public static final ReportSettings DEFAULTS = new ReportSettings(null, true, null, null, null, null, null);
}
