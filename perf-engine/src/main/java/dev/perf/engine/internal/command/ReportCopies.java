package dev.perf.engine.internal.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a report that are written elsewhere as well, over what is there. The report itself stays as it is.
 *
 * @param html where its page goes; null for nowhere
 * @param csv beginning of the files that its tables go to; null for nowhere
 */
record ReportCopies(@Nullable Path html, @Nullable Path csv) {

    static final ReportCopies NONE = new ReportCopies(null, null);

    private static final List<String> TABLES = List.of("stats.csv", "stats_history.csv", "failures.csv");

    /**
     * Writes all that can be written.
     *
     * @param report folder of the report; null where there is none
     * @return why others cannot be written, a sentence for each
     */
    List<String> write(@Nullable Path report) {
        var troubles = new ArrayList<String>();
        if (html != null) {
            copy(report, "index.html", html, "--html", troubles);
        }
        if (csv != null) {
            for (String table : TABLES) {
                copy(report, table, csv.resolveSibling(csv.getFileName() + "_" + table), "--csv", troubles);
            }
        }
        return troubles;
    }

    private static void copy(@Nullable Path report, String part, Path target, String flag, List<String> troubles) {
        String trouble = "the file " + target + " that " + flag + " asks for cannot be written: ";
        if (report == null) {
            troubles.add(trouble + "there is no report to take it from");
        } else if (Files.notExists(report.resolve(part))) {
            troubles.add(trouble + "the report in " + report + " has no " + part);
        } else {
            try {
                Files.createDirectories(target.toAbsolutePath().getParent());
                Files.copy(report.resolve(part), target, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException unwritable) {
                troubles.add(trouble + FileTrouble.of(unwritable));
            }
        }
    }
}
