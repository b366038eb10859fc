package dev.perf.engine.internal.feed;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.perf.feed.Source;
import dev.perf.text.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lines of fields. */
final class CsvReading implements RecordReader {

    private static final String OTHER_SEPARATORS = ";\t|,";

    private final TextFile file;
    private final CloseableIterator<CsvRecord> lines;
    private final Columns columns;

    private CsvReading(Source.Csv format, TextFile file) throws IOException, BadDataException {
        this.file = file;
        this.lines = reader(format).ofCsvRecord(file.open()).iterator();
        try {
            List<String> given = format.columns();
            if (given != null && given.isEmpty()) {
                throw new BadDataException(
                        "has columns() without names; name all columns, or leave it out if the first line does");
            }
            this.columns = Columns.of(given == null ? header(format) : Columns.checked(given, "columns(...)", ""));
        } catch (IOException | BadDataException | RuntimeException unusable) {
            close();
            throw unusable;
        }
    }

    static RecordReader open(Source.Csv format) throws IOException, BadDataException {
        return new CsvReading(format, new TextFile(DataFile.of(format.path()), format.charset()));
    }

    private static CsvReader.CsvReaderBuilder reader(Source.Csv format) {
        var reader = CsvReader.builder()
                .fieldSeparator(format.separator())
                .quoteCharacter(format.quote())
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
        Character comment = format.comment();
        return comment == null
                ? reader
                : reader.commentStrategy(CommentStrategy.SKIP).commentCharacter(comment);
    }

    private List<String> header(Source.Csv format) throws IOException, BadDataException {
        CsvRecord header = nextLine();
        if (header == null) {
            throw new BadDataException("is empty; its first line has to name the columns");
        }
        List<String> names = header.getFields().stream().map(String::strip).toList();
        String where = "line " + header.getStartingLineNumber();
        if (names.size() == 1) {
            for (char other : OTHER_SEPARATORS.toCharArray()) {
                if (other != format.separator() && names.getFirst().indexOf(other) >= 0) {
                    throw new BadDataException(where + " has the one column \"" + names.getFirst()
                            + "\"; did you mean separator('" + (other == '\t' ? "\\t" : other) + "')?");
                }
            }
        }
        return Columns.checked(names, where, ", or name all columns with columns(...) if that line is a record");
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public @Nullable Object @Nullable [] next() throws IOException, BadDataException {
        CsvRecord line = nextLine();
        if (line == null) {
            return null;
        }
        if (line.getFieldCount() != columns.size()) {
            throw new BadDataException("line " + line.getStartingLineNumber() + " has "
                    + Figures.count(line.getFieldCount(), "field") + "; the " + Figures.count(columns.size(), "column")
                    + " " + columns.names() + " ask for one each");
        }
        return line.getFields().toArray();
    }

    private @Nullable CsvRecord nextLine() throws IOException, BadDataException {
        try {
            return lines.hasNext() ? lines.next() : null;
        } catch (UncheckedIOException | CsvParseException failure) {
            if (failure.getCause() instanceof IOException unreadable) {
                throw file.explained(unreadable);
            }
            throw new BadDataException("cannot be read: " + failure.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
