package dev.perf.engine.internal.external;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;

/** A line of a table, whose cells are numbers where they should be. */
record Row(Path file, NamedCsvRecord cells) {

    private static final BigDecimal NANOS_PER_MILLI = BigDecimal.valueOf(1_000_000);

    /** Returns the text of a column; empty where there is no such column. */
    String text(String column) {
        return cells.findField(column).orElse("");
    }

    /** Returns a whole number; 0 where the cell is empty or missing. */
    long whole(String column) {
        String text = text(column).strip();
        if (text.isEmpty()) {
            return 0;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException noNumber) {
            throw malformed(column, "is no whole number");
        }
    }

    /** Returns a number that has to be there and not to be negative. */
    BigDecimal number(String column) {
        try {
            BigDecimal number = new BigDecimal(text(column).strip());
            if (number.signum() >= 0 && number.precision() - number.scale() < 19) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            throw malformed(column, "is no number");
        }
        throw malformed(column, "is out of range");
    }

    /** Returns a number that has to be there. */
    double real(String column) {
        try {
            return Double.parseDouble(text(column));
        } catch (NumberFormatException noNumber) {
            throw malformed(column, "is no number");
        }
    }

    /** Returns a time given in milliseconds in nanoseconds; 0 where the cell is empty or missing. */
    long millis(String column) {
        return text(column).isBlank() ? 0 : nanos(number(column));
    }

    /** Returns a number that may be missing. */
    Optional<BigDecimal> optional(String column) {
        return text(column).isBlank() || text(column).equals("N/A") ? Optional.empty() : Optional.of(number(column));
    }

    /** Returns milliseconds in nanoseconds. */
    static long nanos(BigDecimal millis) {
        return millis.multiply(NANOS_PER_MILLI).longValue();
    }

    MalformedFileException malformed(String column, String fault) {
        return new MalformedFileException(
                file, cells.getStartingLineNumber(), column + " \"" + text(column) + "\" " + fault);
    }
}
