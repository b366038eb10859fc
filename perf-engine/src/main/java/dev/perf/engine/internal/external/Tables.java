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
     * Reads a table.
     *
     * @param what what kind of file it should be
     * @param needed columns that it must have
     * @throws MalformedFileException if it has not, or cannot be read as a table
     */
    static void read(Path file, String what, List<String> needed, Consumer<Row> to) throws IOException {
        String head = Input.firstLine(file);
        char separator = separator(head);
        if (!columns(head, separator).containsAll(needed)) {
            throw new MalformedFileException(
                    file,
                    1,
                    "this is no " + what + ": the first line must name the columns " + String.join(", ", needed));
        }
        try (CsvReader<NamedCsvRecord> table = CsvReader.builder()
                .fieldSeparator(separator)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofNamedCsvRecord(Input.text(file))) {
            for (NamedCsvRecord cells : table) {
                to.accept(new Row(file, cells));
            }
        } catch (CsvParseException malformed) {
            throw new MalformedFileException(file, "this is no table: " + malformed.getMessage());
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
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
