package dev.perf.report.internal.csv;

import dev.perf.result.ErrorResult;
import dev.perf.result.RunResult;
import dev.perf.spi.ResultWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes {@code failures.csv}: a row per kind, message and name of failures, most frequent first. */
public final class FailureTable implements ResultWriter {

    private static final Table<ErrorResult> TABLE = new Table<>(List.of(
            new Column<>("Method", row -> ""),
            Column.text("Name", ErrorResult::request),
            Column.text("Error", ErrorResult::message),
            Column.count("Occurrences", ErrorResult::count),
            Column.text("Kind", ErrorResult::kind),
            Column.decimal("First Seen Seconds", row -> row.firstSeen().toNanos() / 1e9),
            Column.decimal("Last Seen Seconds", row -> row.lastSeen().toNanos() / 1e9)));

    /** For {@link java.util.ServiceLoader}. */
    public FailureTable() {}

    @Override
    public String fileName() {
        return "failures.csv";
    }

    @Override
    public void write(RunResult result, Path file) throws IOException {
        TABLE.write(file, result.errors().stream());
    }
}
