package dev.perf.engine.internal.external;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads tables with a line of heads, a line at a time, whatever separates their columns. */
final class Tables {

    private static final String SEPARATORS = ",;\t|";

    private Tables() {}

    /**
     * Reads a table. The last line is left out where it is cut off, as that of a program that was killed may be.
     *
     * @param what what kind of file it should be
     * @param needed columns that it must have
     * @return what there is to know of how it was read
     * @throws MalformedFileException if it has not, or cannot be read as a table
     */
    static List<String> read(Path file, String what, List<String> needed, Consumer<Row> to) throws IOException {
        String head = Input.firstLine(file);
        char separator = separator(head);
        List<String> columns = columns(head, separator);
        if (!columns.containsAll(needed)) {
            throw new MalformedFileException(
                    file,
                    1,
                    "this is no " + what + ": the first line must name the columns " + String.join(", ", needed));
        }
        try (Lines text = Input.text(file);
                CsvReader<NamedCsvRecord> table = CsvReader.builder()
                        .fieldSeparator(separator)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .ofNamedCsvRecord(text)) {
            NamedCsvRecord before = null;
            for (NamedCsvRecord cells : table) {
                if (before != null) {
                    to.accept(new Row(file, before));
                }
                before = cells;
            }
            if (before == null) {
                return List.of();
            }
            if (!text.isEnded() && before.getFieldCount() < columns.size()) {
                return List.of(cutOff(file));
            }
            to.accept(new Row(file, before));
            return List.of();
        } catch (CsvParseException malformed) {
            throw new MalformedFileException(file, "this is no table: " + malformed.getMessage());
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    static String cutOff(Path file) {
        return "The last line of " + file.getFileName() + " is cut off, and was left out: the file is not whole.";
    }

    /** Returns the names of the columns that the first line of a file has, if it is the head of a table. */
    static List<String> columns(String head) {
        return columns(head, separator(head));
    }

    private static List<String> columns(String head, char separator) {
        return Stream.of(head.replace("\"", "").split(Pattern.quote(String.valueOf(separator))))
                .map(String::strip)
                .toList();
    }

    private static char separator(String head) {
        return (char) SEPARATORS
                .chars()
                .filter(each -> head.indexOf(each) >= 0)
                .findFirst()
                .orElse(',');
    }
}
