package dev.perf.engine.internal.external;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;

/** A line of a table, whose cells are numbers where they should be. */
record Row(Path file, NamedCsvRecord cells) {

    private static final BigDecimal NANOS_PER_MILLI = BigDecimal.valueOf(1_000_000);

    /** No time in milliseconds, no count and no number of bytes is beyond: the times end in the year 2096. */
    static final BigDecimal MOST = BigDecimal.valueOf(4_000_000_000_000L);

    /** Returns the text of a column; empty where there is no such column. */
    String text(String column) {
        return cells.findField(column).orElse("");
    }

    /** Tells whether a column is there and has something in it. */
    boolean has(String column) {
        return !text(column).isBlank();
    }

    /** Returns a whole number; 0 where the cell is empty or missing. */
    long whole(String column) {
        if (!has(column)) {
            return 0;
        }
        try {
            return number(column).longValueExact();
        } catch (ArithmeticException fraction) {
            throw malformed(column, "is no whole number");
        }
    }

    /** Returns a number that has to be there and not to be negative. */
    BigDecimal number(String column) {
        try {
            BigDecimal number = new BigDecimal(text(column).strip());
            if (number.signum() >= 0 && number.compareTo(MOST) <= 0) {
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
            double number = Double.parseDouble(text(column));
            if (Math.abs(number) <= MOST.doubleValue()) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            throw malformed(column, "is no number");
        }
        throw malformed(column, "is out of range");
    }

    /** Returns a time given in milliseconds in nanoseconds; 0 where the cell is empty or missing. */
    long millis(String column) {
        return has(column) ? number(column).multiply(NANOS_PER_MILLI).longValue() : 0;
    }

    /** Returns a number that may be missing. */
    Optional<BigDecimal> optional(String column) {
        return !has(column) || text(column).equals("N/A") ? Optional.empty() : Optional.of(number(column));
    }

    MalformedFileException malformed(String column, String fault) {
        return new MalformedFileException(
                file, cells.getStartingLineNumber(), column + " \"" + text(column) + "\" " + fault);
    }
}
