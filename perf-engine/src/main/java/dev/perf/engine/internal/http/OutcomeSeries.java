package dev.perf.engine.internal.http;

import dev.perf.engine.internal.measure.Phase;
import dev.perf.engine.internal.measure.Series;
import dev.perf.engine.internal.measure.SeriesRegistry;
import dev.perf.engine.internal.measure.Tags;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The series of one request, by phase, status and error; looked up by name only the first time each of them is seen.
 * Thread-safe: the table is replaced, never changed.
 */
final class OutcomeSeries {

    private static final String METRIC = "http_req";

    private record Entry(Phase phase, int status, @Nullable String error, Series series) {}

    private final SeriesRegistry registry;
    private final Tags tags;
    private volatile Entry[] entries = {};

    OutcomeSeries(SeriesRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
        registry.expect(METRIC, tags);
    }

    /**
     * Returns the series.
     *
     * @param status status code; 0 where no response came
     * @param error kind of failure where no response came, else null
     */
    Series of(Phase phase, int status, @Nullable String error) {
        for (Entry entry : entries) {
            if (entry.status == status && entry.phase.equals(phase) && Objects.equals(entry.error, error)) {
                return entry.series;
            }
        }
        return add(phase, status, error);
    }

    /** Two users that add at once may lose one of the entries, which is then found in the registry again. */
    private Series add(Phase phase, int status, @Nullable String error) {
        Tags outcome = tags.and("status", String.valueOf(status));
        Series series = registry.series(
                Series.Kind.HTTP_REQUEST, METRIC, error == null ? outcome : outcome.and("error", error), phase);
        Entry[] known = entries;
        Entry[] more = Arrays.copyOf(known, known.length + 1);
        more[known.length] = new Entry(phase, status, error, series);
        entries = more;
        return series;
    }
}
