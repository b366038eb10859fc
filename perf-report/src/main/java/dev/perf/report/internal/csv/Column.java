package dev.perf.report.internal.csv;

import dev.perf.report.internal.Decimals;
import dev.perf.report.internal.PlainText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param head its name
 * @param cell what it says of a row
 * @param <T> what a row tells of
 */
record Column<T>(String head, Function<T, String> cell) {

    /** Where such a cell begins with it, spreadsheets take the rest for a formula, or for one to come. */
    private static final String FORMULA = "=+-@\t\r";

    static <T> Column<T> count(String head, ToLongFunction<T> value) {
        return new Column<>(head, row -> Long.toString(value.applyAsLong(row)));
    }

    /** A number; nothing where there is none. */
    static <T> Column<T> decimal(String head, ToDoubleFunction<T> value) {
        return new Column<>(head, row -> plain(Decimals.decimal(value.applyAsDouble(row))));
    }

    /** A time in milliseconds; nothing where it is null. */
    static <T> Column<T> millis(String head, Function<T, @Nullable Duration> value) {
        return new Column<>(head, row -> {
            Duration time = value.apply(row);
            return plain(time == null ? null : Decimals.millis(time));
        });
    }

    /** A text that someone else chose; behind an apostrophe where a spreadsheet would calculate it. */
    static <T> Column<T> text(String head, Function<T, String> value) {
        return new Column<>(head, row -> guarded(PlainText.safe(value.apply(row))));
    }

    private static String guarded(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String plain(@Nullable BigDecimal value) {
        return value == null ? "" : value.toPlainString();
    }
}
