package dev.perf.engine.internal.script;

import dev.perf.engine.internal.measure.Recorder;
import dev.perf.engine.internal.measure.Series;
import dev.perf.engine.internal.measure.SeriesRegistry;
import dev.perf.engine.internal.measure.Tags;
import dev.perf.engine.internal.trace.Trace;
import dev.perf.metric.Counter;
import dev.perf.metric.Gauge;
import dev.perf.metric.Metric;
import dev.perf.metric.Rate;
import dev.perf.metric.Trend;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The series of the user's own metrics in one scenario, as plain Java names them while the test runs. What has no series
 * of its own is looked up each time anew, so this does not grow beyond the limit of series. Thread-safe.
 */
final class UserMetrics {

    /** Sums are whole numbers that doubles can tell apart. */
    private static final double MAX_AMOUNT = 1L << 53;

    /** Trends of all units count in thousandths of the unit that times are kept in: a millisecond is 1,000,000 ns. */
    private static final double NANOS_PER_UNIT = 1e6;

    private record Key(Metric metric, String group) {}

    private final SeriesRegistry registry;
    private final Tags tags;
    private final Map<Key, SeriesByPhase> known = new ConcurrentHashMap<>();

    /** @param tags those of all samples of the scenario */
    UserMetrics(SeriesRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    /** Takes a sample of a user who is in {@code group}; one that cannot be is counted as an error. */
    void record(VirtualUser user, Metric metric, String group, double value) {
        Key key = new Key(metric, group);
        SeriesByPhase series = known.get(key);
        if (series == null) {
            String refusal = registry.metrics().enter(metric);
            if (refusal != null) {
                user.fail("metric", metric.name(), "metric \"" + metric.name() + "\": " + refusal);
                return;
            }
            Tags all = (group.isEmpty() ? tags : tags.and("group", group)).and(metric.tags());
            series = series(registry, metric, all);
            if (series.carries(all)) {
                known.put(key, series);
            }
        }
        record(user, metric, series, value);
    }

    static SeriesByPhase series(SeriesRegistry registry, Metric metric, Tags tags) {
        Series.Kind kind = switch (metric) {
            case Counter ignored -> Series.Kind.COUNTER;
            case Gauge ignored -> Series.Kind.GAUGE;
            case Rate ignored -> Series.Kind.RATE;
            case Trend ignored -> Series.Kind.TREND;
        };
        return new SeriesByPhase(registry, kind, metric.name(), tags);
    }

    static void record(VirtualUser user, Metric metric, SeriesByPhase byPhase, double value) {
        String refusal = refusal(metric, value);
        if (refusal != null) {
            user.fail("metric", metric.name(), "metric \"" + metric.name() + "\": " + refusal);
            return;
        }
        Series series = user.samples().tagged(byPhase.in(user.phase()));
        long now = user.samples().elapsedNanos();
        Recorder.Stripe stripe = user.samples().stripe();
        switch (metric) {
            case Counter ignored -> stripe.count(series, (long) value);
            case Gauge ignored -> stripe.level(series, value, now);
            case Rate ignored -> stripe.rate(series, value != 0);
            case Trend ignored -> stripe.value(series, Math.round(value * NANOS_PER_UNIT));
        }
        stripe.release();
        Trace told = user.trace();
        if (told != null) {
            told.recorded(metric, value);
        }
    }

    private static @Nullable String refusal(Metric metric, double value) {
        return switch (metric) {
            case Counter ignored ->
                value >= 0 && value <= MAX_AMOUNT && value == Math.rint(value)
                        ? null
                        : "a Counter grows by whole numbers from 0 to 2^53, got " + text(value);
            case Gauge ignored -> Double.isFinite(value) ? null : "a Gauge takes finite numbers, got " + text(value);
            case Rate ignored ->
                value == 0 || value == 1 ? null : "a Rate takes 1 for true and 0 for false, got " + text(value);
            case Trend ignored ->
                value >= 0 && value <= Trend.MAX_VALUE
                        ? null
                        : "a Trend takes numbers from 0 to 1000000000000, got " + text(value);
        };
    }

    private static String text(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }
}
