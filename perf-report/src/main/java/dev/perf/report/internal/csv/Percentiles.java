package dev.perf.report.internal.csv;

import dev.perf.result.Distribution;
import dev.perf.text.Figures;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns of percentiles, those that Locust has unless it is told otherwise. */
final class Percentiles {

    private static final List<Double> REPORTED =
            List.of(50.0, 66.0, 75.0, 80.0, 90.0, 95.0, 98.0, 99.0, 99.9, 99.99, 100.0);
    private static final List<Double> OF_SERVICE_TIME = List.of(50.0, 90.0, 95.0, 99.0, 99.9);
    private static final String SERVICE_TIME = "Service Time ";

    private Percentiles() {}

    /** Returns the columns of a table of whole runs: empty where too few samples bear a percentile out. */
    static <T> List<Column<T>> supported(Function<T, Distribution> times) {
        return columns("", REPORTED, times, Percentiles::supported);
    }

    /** Returns the columns of a table over time: what there was, however little. */
    static <T> List<Column<T>> seen(Function<T, Distribution> times) {
        return columns("", REPORTED, times, Percentiles::seen);
    }

    /** Returns columns {@code Service Time 50%} and so on, as {@link #supported} does. */
    static <T> List<Column<T>> supportedServiceTime(Function<T, Distribution> times) {
        return columns(SERVICE_TIME, OF_SERVICE_TIME, times, Percentiles::supported);
    }

    /** Returns columns {@code Service Time 50%} and so on, as {@link #seen} does. */
    static <T> List<Column<T>> seenServiceTime(Function<T, Distribution> times) {
        return columns(SERVICE_TIME, OF_SERVICE_TIME, times, Percentiles::seen);
    }

    static @Nullable Duration supported(Distribution times, double percentile) {
        return times.supports(percentile) ? times.percentile(percentile) : null;
    }

    private static @Nullable Duration seen(Distribution times, double percentile) {
        return times.isEmpty() ? null : times.percentile(percentile);
    }

    private interface Rule {
        @Nullable
        Duration value(Distribution times, double percentile);
    }

    private static <T> List<Column<T>> columns(
            String prefix, List<Double> percentiles, Function<T, Distribution> times, Rule rule) {
        return percentiles.stream()
                .map(percentile -> Column.<T>millis(
                        prefix + Figures.plain(percentile) + "%", row -> rule.value(times.apply(row), percentile)))
                .toList();
    }
}
