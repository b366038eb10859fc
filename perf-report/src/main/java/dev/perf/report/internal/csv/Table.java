package dev.perf.report.internal.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table in a file, after RFC 4180, in UTF-8, with a line of heads. Lines end alike on every system; rows are asked for
 * and written one after the other.
 *
 * @param columns its columns
 * @param <T> what a row tells of
 */
record Table<T>(List<Column<T>> columns) {

    /** What Locust calls all requests together. */
    static final String ALL = "Aggregated";

    void write(Path file, Stream<T> rows) throws IOException {
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file)) {
            csv.writeRecord(columns.stream().map(Column::head).toList());
            for (T row : (Iterable<T>) rows::iterator) {
                csv.writeRecord(
                        columns.stream().map(column -> column.cell().apply(row)).toList());
            }
        } catch (UncheckedIOException unwritable) {
            throw unwritable.getCause();
        }
    }
}
